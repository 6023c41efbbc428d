#pragma once
#include <atomic>
#include <csignal>

namespace tools {

/// Catches Ctrl-C and the system's request to stop, for as long as it lives; a second one ends the program at once.
class Interruption {
 public:
  Interruption() {
    came_ = false;
    for (const int signal : {SIGINT, SIGTERM})
      std::signal(signal, [](int number) {
        came_ = true;
        std::signal(number, SIG_DFL);
      });
  }
  ~Interruption() {
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_DFL);
  }
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  static bool came() { return came_; }

 private:
  static inline std::atomic<bool> came_{false};
  static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");
};

}  // namespace tools
