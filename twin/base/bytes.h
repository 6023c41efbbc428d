#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "twin/base/text.h"

namespace twin {

/// Writes plain values, lists and texts one after the other, little-endian, counts with 32 bits.
class ByteWriter {
 public:
  explicit ByteWriter(std::vector<std::byte>& bytes) : bytes_(bytes) {}

  template <class T>
  void value(const T& value) {
    raw(&value, sizeof value);
  }
  void text(const std::string& text) { list(std::span<const char>(text)); }
  void text(const Text& text) {
    this->text(text.sv);
    this->text(text.en);
  }
  template <class T>
  void list(std::span<const T> values) {
    value(static_cast<std::uint32_t>(values.size()));
    raw(values.data(), values.size_bytes());
  }

 private:
  void raw(const void* data, std::size_t size) {
    const std::size_t end = bytes_.size();
    bytes_.resize(end + size);
    if (size != 0) std::memcpy(bytes_.data() + end, data, size);
  }

  std::vector<std::byte>& bytes_;
};

/// Reads what ByteWriter wrote. After a value that is not all there everything is empty, and good() false.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  bool good() const { return good_; }
  /// Good, and nothing is left.
  bool done() const { return good_ && bytes_.empty(); }
  template <class T>
  T value() {
    T result{};
    raw(&result, sizeof result);
    return result;
  }
  template <class T>
  std::vector<T> list() {
    const auto count = value<std::uint32_t>();
    std::vector<T> values;
    if (count > bytes_.size() / sizeof(T)) good_ = false;  // before memory is taken for a number that is no count
    if (!good_) return values;
    values.resize(count);
    raw(values.data(), count * sizeof(T));
    return values;
  }
  std::string text() {
    const std::vector<char> letters = list<char>();
    return {letters.begin(), letters.end()};
  }
  Text bilingual() {
    std::string sv = text();
    return {std::move(sv), text()};
  }

 private:
  void raw(void* data, std::size_t size) {
    if (!good_ || size > bytes_.size()) {
      good_ = false;
      return;
    }
    if (size != 0) std::memcpy(data, bytes_.data(), size);
    bytes_ = bytes_.subspan(size);
  }

  std::span<const std::byte> bytes_;
  bool good_ = true;
};

}  // namespace twin
