#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "models/registry.h"
#include "tools/commands.h"
#include "twin/base/draw.h"
#include "twin/base/error.h"
#include "twin/base/instruction_set.h"
#include "twin/base/parallel.h"
#include "twin/io/file.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

/// One line a finding: a word that says how it stands, and what it is about.
class Findings {
 public:
  explicit Findings(const Options& options) : options_(options) {}
  void note(const std::string& what) { fmt::print("  {:<8} {}\n", "·", what); }
  void good(const std::string& what) { fmt::print("  {:<8} {}\n", options_.tr("bra", "good"), what); }
  void bad(const std::string& what, const std::string& remedy) {
    fmt::print("  {:<8} {}\n           → {}\n", options_.tr("FEL", "FAULT"), what, remedy);
    ++faults_;
  }
  int faults() const { return faults_; }

 private:
  const Options& options_;
  int faults_ = 0;
};

std::string processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "?";
}

double memory_gib() {
  return static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE)) / (1 << 30);
}

void check_chance(const Options& options, Findings& findings) {
  // A published answer of Philox4x32-10, so that draws here are those of every other machine.
  const bool right = twin::philox4x32({0, 0, 0, 0}, {0, 0})[0] == 0x6627e8d5;
  if (right)
    findings.good(options.tr("slumptalen är de publicerade", "random numbers are the published ones"));
  else
    findings.bad(options.tr("slumptalen är fel", "random numbers are wrong"),
                 options.tr("bygg om med en annan kompilator", "rebuild with another compiler"));
}

void check_instruction_set(const Options& options, Findings& findings) {
  const char* wanted = std::getenv("RURBAN_ISA");
  const std::string used{twin::to_string(twin::instruction_set())};
  if (wanted != nullptr && used != wanted)
    findings.bad(fmt::format("RURBAN_ISA={} ", wanted) +
                     options.tr("finns inte på den här datorn", "is not to be had on this machine"),
                 options.tr("ta bort variabeln; används: ", "unset the variable; in use: ") + used);
  else
    findings.good(options.tr("instruktioner för de snabbaste slingorna: ", "instructions of the fastest loops: ") +
                  used);
}

void check_writing(const Options& options, Findings& findings) {
  const fs::path file = "rurban-doctor.tmp";
  try {
    twin::write_atomically(file, [](twin::OutputFile& f) { f.write("x"); });
    fs::remove(file);
    const double free_gib = static_cast<double>(fs::space(".").available) / (1 << 30);
    findings.good(fmt::format("{} ({:.1f} GiB {})",
                              options.tr("den här mappen går att skriva i", "this folder can be written"), free_gib,
                              options.tr("ledigt", "free")));
  } catch (const twin::IoError& error) {
    findings.bad(error.text().in(options.language),
                 options.tr("stå i en mapp som du får skriva i, eller ange --out",
                            "stand in a folder that you may write, or give --out"));
  }
}

/// A smallest world, lived twice on different numbers of threads.
void check_determinism(const Options& options, Findings& findings, const fs::path& scenario) {
  std::error_code ignored;
  if (!fs::exists(scenario, ignored)) {
    findings.note(options.tr("scenarios/tiny.yaml finns inte här; provkörningen hoppades över",
                             "scenarios/tiny.yaml is not here; the trial run was skipped"));
    return;
  }
  const auto hash = [&](int threads) {
    twin::set_threads(threads);
    Session session = open_session(scenario, {});
    session.simulation->found(session.scenario.from);
    while (session.simulation->now() < session.scenario.to) session.simulation->advance();
    return session.simulation->hash().total;
  };
  const bool same = hash(1) == hash(2);
  twin::set_threads(0);
  if (same)
    findings.good(options.tr("provkörningen ger samma värld på en och två trådar",
                             "the trial run gives the same world on one and two threads"));
  else
    findings.bad(options.tr("provkörningen ger olika världar på en och två trådar",
                            "the trial run gives different worlds on one and two threads"),
                 options.tr("anmäl det som ett fel i programmet", "report it as a fault of the program"));
}

}  // namespace

int doctor(const Options& options) {
  Findings findings(options);
  fmt::print("Rurban Twin {}\n", version());
  findings.note(fmt::format("{}, {} {}, {:.0f} GiB", processor(), std::thread::hardware_concurrency(),
                            options.tr("kärnor", "cores"), memory_gib()));
  findings.note(fmt::format("SQLite {}", sqlite3_libversion()));
#ifdef NDEBUG
  findings.note(options.tr("byggd för fart (release)", "built for speed (release)"));
#else
  findings.note(options.tr("byggd med kontroller (debug): flera gånger långsammare",
                           "built with assertions (debug): several times slower"));
#endif
  check_chance(options, findings);
  check_instruction_set(options, findings);
  check_writing(options, findings);
  check_determinism(options, findings, "scenarios/tiny.yaml");
  if (findings.faults() == 0) fmt::print("{}\n", options.tr("Allt fungerar.", "Everything works."));
  return findings.faults() == 0 ? kOk : kCheckFailed;
}

}  // namespace tools
