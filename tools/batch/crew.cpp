#include "tools/batch/crew.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <utility>

#include "twin/base/error.h"

// What a child says through its pipe before it ends:
//   message := kind:u64 size:u64 checksum:u64 payload
//   payload := the packed outcome, or the reason in Swedish, a zero, and the reason in English

namespace tools {
namespace {

enum class Kind : std::uint64_t { kOutcome, kReason };

struct Head {
  Kind kind;
  std::uint64_t size, checksum;
};

twin::IoError no_process(int error) {
  return twin::IoError({fmt::format("kan inte starta en körning: {}", std::strerror(error)),
                        fmt::format("can't start a run: {}", std::strerror(error))});
}

void write_all(int pipe, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(pipe, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) ::_exit(1);  // nobody listens any more
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void say(int pipe, Kind kind, std::span<const std::byte> payload) {
  const Head head{kind, payload.size(), twin::checksum(payload)};
  write_all(pipe, std::as_bytes(std::span(&head, 1)));
  write_all(pipe, payload);
}

void say(int pipe, const twin::Text& reason) {
  const std::string both = reason.sv + '\0' + reason.en;
  say(pipe, Kind::kReason, std::as_bytes(std::span(both)));
}

std::string first_message(const twin::InputError& error, twin::Language language) {
  return twin::to_string(error.faults().front(), language);
}

/// The child's whole life. Nothing of the parent's is destroyed at its end: files and locks are not the child's.
[[noreturn]] void live_and_end(int pipe, RunPlace run, const std::function<twin::Bytes(RunPlace)>& live) {
  try {
    say(pipe, Kind::kOutcome, live(run));
  } catch (const twin::InputError& error) {
    say(pipe, {first_message(error, twin::Language::kSwedish), first_message(error, twin::Language::kEnglish)});
  } catch (const twin::Failure& error) {
    say(pipe, error.text());
  } catch (const std::bad_alloc&) {
    ::_exit(2);
  } catch (const std::exception& error) {
    say(pipe, {error.what(), error.what()});
  }
  ::_exit(0);
}

twin::Text fate(int status) {
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    return {fmt::format("körningens process avbröts av signal {} ({})", number, ::strsignal(number)),
            fmt::format("the run's process was ended by signal {} ({})", number, ::strsignal(number))};
  }
  if (WEXITSTATUS(status) == 2) return {"minnet tog slut", "memory ran out"};
  return {fmt::format("körningens process slutade med kod {} utan svar", WEXITSTATUS(status)),
          fmt::format("the run's process ended with code {} and no answer", WEXITSTATUS(status))};
}

}  // namespace

Crew::Crew(std::size_t size, std::function<twin::Bytes(RunPlace)> live) : size_(size), live_(std::move(live)) {}

Crew::~Crew() {
  stop();
}

void Crew::start(RunPlace run) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw no_process(errno);
  std::fflush(nullptr);  // else the child would have the parent's unwritten lines, too
  const pid_t parent = ::getpid(), child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);  // it was gone before it could be waited for
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, SIG_IGN);  // the parent decides
    std::signal(SIGPIPE, SIG_IGN);
    ::close(pipe[0]);
    live_and_end(pipe[1], run, live_);
  }
  const int error = errno;
  ::close(pipe[1]);
  if (child < 0) {
    ::close(pipe[0]);
    throw no_process(error);
  }
  ::fcntl(pipe[0], F_SETFL, O_NONBLOCK);
  members_.push_back({run, child, pipe[0], {}, std::chrono::steady_clock::now()});
}

std::vector<Ended> Crew::collect(std::chrono::milliseconds wait) {
  std::vector<pollfd> pipes;
  for (const Member& member : members_) pipes.push_back({member.pipe, POLLIN, 0});
  ::poll(pipes.data(), pipes.size(), static_cast<int>(wait.count()));
  std::vector<Ended> ended;
  for (std::size_t m = 0; m != members_.size();) {
    if (hear(members_[m])) {
      ++m;
      continue;
    }
    ended.push_back(bury(members_[m]));
    members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(m));
  }
  return ended;
}

/// False when the child has said all that it ever will.
bool Crew::hear(Member& member) {
  std::array<std::byte, 65'536> buffer;
  for (;;) {
    const ssize_t got = ::read(member.pipe, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno == EAGAIN;
    if (got == 0) return false;
    member.heard.insert(member.heard.end(), buffer.begin(), buffer.begin() + got);
  }
}

Ended Crew::bury(Member& member) {
  ::close(member.pipe);
  int status = 0;
  rusage usage{};
  while (::wait4(member.process, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  Ended ended;
  ended.run = member.run;
  ended.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - member.started).count();
  ended.peak_kib = usage.ru_maxrss;
  Head head{};
  const bool has_head = member.heard.size() >= sizeof head;
  if (has_head) std::memcpy(&head, member.heard.data(), sizeof head);
  const auto payload = std::span<const std::byte>(member.heard).subspan(has_head ? sizeof head : 0);
  const bool whole =
      has_head && status == 0 && payload.size() == head.size && twin::checksum(payload) == head.checksum;
  ended.lived = whole && head.kind == Kind::kOutcome;
  ended.may_pass = !whole;
  if (ended.lived) {
    ended.outcome.assign(payload.begin(), payload.end());
  } else if (whole) {
    const std::string both(reinterpret_cast<const char*>(payload.data()), payload.size());
    const std::size_t zero = both.find('\0');
    ended.reason = {both.substr(0, zero), both.substr(zero + 1)};
  } else {
    ended.reason = fate(status);
  }
  return ended;
}

std::vector<RunPlace> Crew::stop() {
  std::vector<RunPlace> runs;
  for (Member& member : members_) ::kill(member.process, SIGKILL);
  for (Member& member : members_) {
    bury(member);
    runs.push_back(member.run);
  }
  members_.clear();
  return runs;
}

}  // namespace tools
