#include "tools/batch/cluster.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>
#include <thread>
#include <utility>

#ifdef RURBAN_MPI
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#else
namespace boost::mpi {
class environment {};
class communicator {};
}  // namespace boost::mpi
#endif

// Messages, by tag; their content is CBOR:
//   begin    0 → n   [host, process]
//   run      0 → n   [point, replicate]
//   touch    both    [host, process]                        "I am still there"
//   stop     0 → n   [everyone is there]
//   ready    n → 0   [host, process, capacity, identity]
//   unable   n → 0   [reason in Swedish, in English]
//   ended    n → 0   [point, replicate, lived, may pass, reason in Swedish, in English, seconds, KiB, outcome]

namespace tools {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

enum Tag : int { kBegin = 1, kRun, kTouch, kStop, kReady, kUnable, kEnded };

constexpr auto kSilence = 5min;  // longer than a county takes to be read and settled on a slow machine
constexpr auto kTouchEach = 5s;

std::vector<char> packed(const json& content) {
  std::vector<char> bytes;
  json::to_cbor(content, bytes);
  return bytes;
}

json unpacked(const std::vector<char>& bytes) {
  return json::from_cbor(bytes.begin(), bytes.end());
}

}  // namespace

std::string host_name() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

#ifdef RURBAN_MPI

namespace {

/// Whether a launcher of several ranks started this process. Outside of one MPI costs a second and a daemon.
bool in_a_job() {
  return std::ranges::any_of(std::array{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_SIZE", "SLURM_STEP_NUM_TASKS"},
                             [](const char* name) {
                               const char* value = std::getenv(name);
                               return value != nullptr && std::atoi(value) > 1;
                             });
}

}  // namespace

std::unique_ptr<Cluster> Cluster::join() {
  if (!in_a_job()) return nullptr;
  auto environment = std::make_unique<boost::mpi::environment>(/*abort_on_exception=*/false);
  auto world = std::make_unique<boost::mpi::communicator>();
  if (world->size() == 1) return nullptr;
  return std::unique_ptr<Cluster>(new Cluster(std::move(environment), std::move(world)));
}

Cluster::Cluster(std::unique_ptr<boost::mpi::environment> environment,
                 std::unique_ptr<boost::mpi::communicator> world)
    : environment_(std::move(environment)),
      world_(std::move(world)),
      rank_(world_->rank()),
      workers_(static_cast<std::size_t>(world_->size())),
      host_(host_name()) {
  if (rank_ == 0)  // so that the others can see it go from the very first
    for (int to = 1; to != size(); ++to) send(to, kTouch, packed({host_, ::getpid()}));
}

Cluster::~Cluster() {
  const bool all_here = std::ranges::none_of(workers_, &Worker::lost);
  if (rank_ == 0)
    for (int to = 1; to != size(); ++to)
      if (!workers_[static_cast<std::size_t>(to)].lost) send(to, kStop, packed({all_here}));
  // Ranks take leave of each other in MPI_Finalize(), which would wait for a lost one for ever.
  if (!all_here) static_cast<void>(environment_.release());
}

void Cluster::send(int to, int tag, const std::vector<char>& content) {
  world_->send(to, tag, content.data(), static_cast<int>(content.size()));
  spoken_ = std::chrono::steady_clock::now();
}

std::optional<Cluster::Message> Cluster::receive() {
  const auto status = world_->iprobe();
  if (!status) return std::nullopt;
  Message message{status->source(), status->tag(),
                  std::vector<char>(static_cast<std::size_t>(*status->count<char>()))};
  world_->recv(message.from, message.tag, message.content.data(), static_cast<int>(message.content.size()));
  workers_[static_cast<std::size_t>(message.from)].heard = std::chrono::steady_clock::now();
  return message;
}

#else

std::unique_ptr<Cluster> Cluster::join() {
  return nullptr;
}
Cluster::~Cluster() = default;
void Cluster::send(int, int, const std::vector<char>&) {}
std::optional<Cluster::Message> Cluster::receive() {
  return std::nullopt;
}

#endif

// ---- rank 0

void Cluster::begin(std::string identity) {
  identity_ = std::move(identity);
  begun_ = true;
  for (int to = 1; to != size(); ++to) send(to, kBegin, packed({host_, ::getpid()}));
}

bool Cluster::has_room() const {
  return std::ranges::any_of(
      workers_, [](const Worker& worker) { return !worker.lost && worker.runs.size() < worker.capacity; });
}

void Cluster::start(RunPlace run) {
  const auto least_busy = [](const Worker& worker) {
    return worker.lost || worker.runs.size() >= worker.capacity ? std::size_t(-1) : worker.runs.size();
  };
  const auto worker = std::ranges::min_element(workers_, {}, least_busy);
  worker->runs.push_back(run);
  send(static_cast<int>(worker - workers_.begin()), kRun, packed({run.point, run.replicate}));
}

Cluster::Heard Cluster::collect() {
  Heard heard;
  while (const auto message = receive()) take(*message, heard);
  for (int rank = 1; rank != size(); ++rank) {
    Worker& worker = workers_[static_cast<std::size_t>(rank)];
    if (!worker.lost && is_gone(worker)) lose(worker, rank, heard);
  }
  keep_in_touch();
  return heard;
}

void Cluster::take(const Message& message, Heard& heard) {
  Worker& worker = workers_[static_cast<std::size_t>(message.from)];
  const json content = unpacked(message.content);
  if (message.tag == kReady) {
    worker.host = content.at(0).get<std::string>();
    worker.process = content.at(1).get<long>();
    if (content.at(3).get<std::string>() == identity_) {
      worker.capacity = content.at(2).get<std::size_t>();
      return;
    }
    heard.notices.push_back({fmt::format("process {} på {} ser ett annat program eller andra filer, och är inte med",
                                         message.from, worker.host),
                             fmt::format("process {} on {} sees another program or other files, and takes no part",
                                         message.from, worker.host)});
  } else if (message.tag == kUnable) {
    heard.notices.push_back(
        {fmt::format("process {} är inte med: {}", message.from, content.at(0).get<std::string>()),
         fmt::format("process {} takes no part: {}", message.from, content.at(1).get<std::string>())});
  } else if (message.tag == kEnded) {
    Ended ended;
    ended.run = {content.at(0).get<std::size_t>(), content.at(1).get<std::size_t>()};
    ended.lived = content.at(2).get<bool>();
    ended.may_pass = content.at(3).get<bool>();
    ended.reason = {content.at(4).get<std::string>(), content.at(5).get<std::string>()};
    ended.seconds = content.at(6).get<double>();
    ended.peak_kib = content.at(7).get<std::int64_t>();
    const auto& outcome = content.at(8).get_binary();
    const auto bytes = std::as_bytes(std::span(outcome.data(), outcome.size()));
    ended.outcome.assign(bytes.begin(), bytes.end());
    std::erase(worker.runs, ended.run);
    heard.ended.push_back({std::move(ended), message.from, worker.host});
  }
}

void Cluster::lose(Worker& worker, int rank, Heard& heard) {
  worker.lost = true;
  heard.handed_back.insert(heard.handed_back.end(), worker.runs.begin(), worker.runs.end());
  worker.runs.clear();
  heard.notices.push_back(
      {fmt::format("process {} på {} gick förlorad; dess körningar ges till andra", rank, worker.host),
       fmt::format("process {} on {} was lost; its runs are given to others", rank, worker.host)});
}

/// A process of this machine is looked for; of others, silence must do.
bool Cluster::is_gone(const Worker& other) const {
  if (other.process != 0 && other.host == host_ && ::kill(static_cast<pid_t>(other.process), 0) != 0 &&
      errno == ESRCH)
    return true;
  return std::chrono::steady_clock::now() - other.heard > kSilence;
}

void Cluster::keep_in_touch() {
  if (std::chrono::steady_clock::now() - spoken_ < kTouchEach) return;
  const int end = rank_ == 0 ? size() : 1;
  for (int to = rank_ == 0 ? 1 : 0; to != end; ++to)
    if (!workers_[static_cast<std::size_t>(to)].lost) send(to, kTouch, packed({host_, ::getpid()}));
}

// ---- the others

bool Cluster::wait_for_begin() {
  while (!begun_ && !is_over()) std::this_thread::sleep_for(20ms);
  return begun_ && !over_;
}

void Cluster::ready(std::size_t capacity, const std::string& identity) {
  send(0, kReady, packed({host_, ::getpid(), capacity, identity}));
}

void Cluster::unable(const twin::Text& reason) {
  send(0, kUnable, packed({reason.sv, reason.en}));
}

std::optional<RunPlace> Cluster::next() {
  if (is_over() || given_.empty()) return std::nullopt;
  const RunPlace run = given_.front();
  given_.pop_front();
  return run;
}

void Cluster::report(const Ended& ended) {
  const auto* first = reinterpret_cast<const std::uint8_t*>(ended.outcome.data());
  send(0, kEnded,
       packed({ended.run.point, ended.run.replicate, ended.lived, ended.may_pass, ended.reason.sv, ended.reason.en,
               ended.seconds, ended.peak_kib, json::binary(std::vector(first, first + ended.outcome.size()))}));
}

bool Cluster::is_over() {
  Worker& coordinator = workers_.front();
  while (const auto message = over_ ? std::nullopt : receive()) {
    const json content = unpacked(message->content);
    if (message->tag == kBegin || message->tag == kTouch) {
      coordinator.host = content.at(0).get<std::string>();
      coordinator.process = content.at(1).get<long>();
      begun_ = begun_ || message->tag == kBegin;
    } else if (message->tag == kRun) {
      given_.push_back({content.at(0).get<std::size_t>(), content.at(1).get<std::size_t>()});
    } else if (message->tag == kStop) {
      coordinator.lost = !content.at(0).get<bool>();  // then nobody waits for anybody
      over_ = true;
    }
  }
  if (!over_ && is_gone(coordinator)) over_ = coordinator.lost = true;
  if (!over_ && begun_) keep_in_touch();
  return over_;
}

}  // namespace tools
