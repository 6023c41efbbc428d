#pragma once
#include <algorithm>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/base/parallel.h"
#include "twin/world/world.h"

namespace twin {

/// Names a kind of event: a request to the owner of a table to change it. `table` is the table of the target
/// rows; empty for events without a target row.
template <class Payload>
struct EventKey {
  std::string_view name;
  std::string_view table;
  std::string_view meaning;
};

template <class Payload>
struct Event {
  std::uint32_t target;  ///< row of the key's table; valid until the owner has run
  StableId source;       ///< stable id of who sends; orders events with the same target
  Payload payload;
};

namespace detail {

class MailboxBase {
 public:
  MailboxBase(std::string_view name, std::string_view table, std::string_view meaning)
      : name_(name), table_(table), meaning_(meaning) {}
  virtual ~MailboxBase() = default;
  const std::string& name() const { return name_; }
  const std::string& table() const { return table_; }
  const std::string& meaning() const { return meaning_; }
  virtual bool empty() const = 0;

 private:
  std::string name_, table_, meaning_;
};

/// One sender's events of one kind, kept per block so that threads never meet.
template <class Payload>
struct Outbox {
  std::vector<std::vector<Event<Payload>>> blocks;
};

template <class Payload>
class Mailbox final : public MailboxBase {
 public:
  using MailboxBase::MailboxBase;

  Outbox<Payload>& add_sender() { return senders_.emplace_back(); }

  bool empty() const override {
    return std::all_of(senders_.begin(), senders_.end(), [](const Outbox<Payload>& sender) {
      return std::all_of(sender.blocks.begin(), sender.blocks.end(), [](const auto& block) { return block.empty(); });
    });
  }

  /// All events by (stable id of the target, stable id of the source); those equal in both as they were sent.
  /// Empties the box.
  std::vector<Event<Payload>> take(const World& world) {
    std::vector<Event<Payload>> events;
    for (Outbox<Payload>& sender : senders_) {
      for (auto& block : sender.blocks) {
        events.insert(events.end(), block.begin(), block.end());
        block.clear();
      }
    }
    const std::span<const StableId> ids = table().empty() ? std::span<const StableId>{} : world.table(table()).ids();
    const auto target = [&](const Event<Payload>& event) { return ids.empty() ? 0 : ids[event.target]; };
    std::stable_sort(events.begin(), events.end(), [&](const Event<Payload>& a, const Event<Payload>& b) {
      const StableId ta = target(a), tb = target(b);
      return ta != tb ? ta < tb : a.source < b.source;
    });
    return events;
  }

 private:
  std::deque<Outbox<Payload>> senders_;
};

}  // namespace detail
}  // namespace twin
