#pragma once
// The program as a user meets it, started in a folder of its own.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temp_dir.h"

namespace twin {

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return content.str();
}

struct Ended {
  int code = -1;  ///< less than 0: the signal that ended it
  std::string out, err;
};

/// Runs the program in a folder of its own.
class Program : public testing::Test {
 protected:
  static std::string scenario(const std::string& name) {
    return std::string(RURBAN_ROOT) + "/scenarios/" + name + ".yaml";
  }

  /// `most_bytes`: no file may grow larger, as on a full disk; 0: no limit.
  pid_t start(const std::vector<std::string>& words, rlim_t most_bytes = 0) {
    return start_under({}, words, most_bytes);
  }

  /// `launcher`: words before the program's own, such as "mpirun", "-n", "2".
  pid_t start_under(std::vector<std::string> launcher, const std::vector<std::string>& words, rlim_t most_bytes = 0) {
    const pid_t child = fork();
    if (child != 0) return child;
    std::freopen((folder_ / "out").c_str(), "w", stdout);
    std::freopen((folder_ / "err").c_str(), "w", stderr);
    if (chdir((folder_ / "").c_str()) != 0) _exit(99);
    setenv("LANG", "en", 1);
    unsetenv("LC_ALL");
    if (most_bytes != 0) {
      const rlimit limit{most_bytes, most_bytes};
      setrlimit(RLIMIT_FSIZE, &limit);
    }
    launcher.emplace_back(RURBAN_PROGRAM);
    launcher.insert(launcher.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& word : launcher) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execvp(arguments.front(), arguments.data());
    _exit(98);
  }

  Ended wait(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), text_of(folder_ / "out"),
            text_of(folder_ / "err")};
  }

  Ended run(const std::vector<std::string>& words, rlim_t most_bytes = 0) { return wait(start(words, most_bytes)); }

  /// Waits until the recording of a run has begun, so that the run is in its middle.
  void wait_for_run(const std::string& folder) {
    for (int i = 0; i != 6'000 && !std::filesystem::exists(folder_ / (folder + "/run.rtr.part")); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
  }

  TempDir folder_;
};

}  // namespace twin
