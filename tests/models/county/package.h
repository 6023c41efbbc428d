#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "models/county/county.h"
#include "twin/base/error.h"

namespace rurban {

namespace fs = std::filesystem;

inline const fs::path kScenarios = fs::path(RURBAN_ROOT) / "scenarios";

/// Lillby with the demographic tables, copied to where a test may spoil it.
class Package : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(::testing::TempDir()) / fmt::format("county_{}_{}", test->test_suite_name(), test->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
    for (const char* folder : {"lillby", "demography"})
      fs::copy(kScenarios / folder, root_ / folder, fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string read(const std::string& file) const {
    std::ifstream in(root_ / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& file, const std::string& content) const {
    std::ofstream(root_ / file, std::ios::binary) << content;
  }
  void replace(const std::string& file, const std::string& old_text, const std::string& new_text) const {
    std::string content = read(file);
    const std::size_t at = content.find(old_text);
    ASSERT_NE(at, std::string::npos) << old_text;
    write(file, content.replace(at, old_text.size(), new_text));
  }

  /// What loading says, with the paths as seen from the scenarios folder; empty when the package loads.
  std::string faults(twin::Language language = twin::Language::kEnglish) const {
    try {
      load_county(root_ / "lillby");
      return "";
    } catch (const twin::InputError& error) {
      return without_root(twin::to_string(error.faults(), language));
    } catch (const twin::Failure& error) {
      return without_root(error.text().in(language));
    }
  }

  fs::path root_;

 private:
  std::string without_root(std::string text) const {
    const std::string prefix = root_.string() + "/";
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at))
      text.erase(at, prefix.size());
    return text;
  }
};

}  // namespace rurban
