#include "viz/app/desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "twin/base/error.h"
#include "twin/io/file.h"
#include "viz/core/numbers.h"
#include "viz/export/player.h"
#include "viz/export/video.h"

namespace viz {

namespace fs = std::filesystem;

namespace {

template <class T>
bool is_ready(const std::future<T>& future) {
  return future.valid() && future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

/// What a thing that failed has to say.
template <class Work>
twin::Text fault_of(const Work& work) {
  try {
    work();
  } catch (const twin::InputError& error) {
    return {twin::to_string(error.faults(), twin::Language::kSwedish),
            twin::to_string(error.faults(), twin::Language::kEnglish)};
  } catch (const twin::IoError& error) {
    return error.text();
  } catch (const std::exception& error) {
    return {error.what(), error.what()};
  }
  return {};
}

}  // namespace

Desk::Desk(Host& host, WindowStart start)
    : host_(host),
      start_(std::move(start)),
      words_(start_.language),
      ui_(static_cast<float>(start_.text_scale), Theme::kLight) {
  name_keys();
  if (!start_.clock) start_.clock = [] { return std::string(); };
  if (!start_.recording.empty()) open_recording(start_.recording);
  if (!start_.scenario.empty()) open_scenario(start_.scenario);
}

Desk::~Desk() {
  // Those that open use films that are still here.
  for (auto* opening : {&opening_, &opening_whole_, &opening_quick_, &opening_quick_baseline_})
    if (opening->valid()) opening->wait();
  if (writing_.valid()) writing_.wait();
  if (saving_.valid()) saving_.wait();
  forget_verdict();
  if (verdict_coming_.valid()) verdict_coming_.wait();
  // The last change came while the one before it was being written.
  if (save_again_) fault_of([&] { host_.save(session(), start_.autosave); });
}

bool Desk::idle() const {
  const auto computing = [](const std::unique_ptr<Watched>& w) { return w && w->live && !w->live->done(); };
  return !opening_.valid() && !opening_whole_.valid() && !opening_quick_.valid() &&
         !opening_quick_baseline_.valid() && !answer_wanted_ && !whole_next_ && !writing_.valid() &&
         !saving_.valid() && !verdict_coming_.valid() && !computing(watched_) && !computing(answer_.whole);
}

void Desk::note(Journal::Entry::Kind kind, std::string text, std::string png) {
  journal_.add({kind, start_.clock(), std::move(text), std::move(png)});
}

// ---- films

void Desk::open_recording(const fs::path& path) {
  std::unique_ptr<Watched> film;
  const twin::Text fault = fault_of([&] { film = std::make_unique<Watched>(std::make_unique<Replay>(path)); });
  message_ = words_.of(fault);
  if (film) take(std::move(film));
}

void Desk::open_scenario(const fs::path& path, bool is_session) {
  if (opening_.valid()) return;
  scenario_path_ = path;
  bare_ = is_session;
  message_.clear();
  opening_ = std::async(std::launch::async, [this, wanted = ScenarioWanted{path, {}, Tier::kWhole, is_session}] {
    return open_run(wanted, {}, twin::Date::min());
  });
  wake();
}

/// Runs in a thread of its own: it may touch the host and what is given, and nothing else.
Desk::Opening Desk::open_run(const ScenarioWanted& wanted, std::vector<const LiveFilm*> before, twin::Date since) {
  Opening result;
  result.fault = fault_of([&] {
    OpenedScenario opened = host_.open(wanted);
    LiveFilm::Start live;
    live.from = opened.scenario.from;
    live.to = opened.scenario.to;
    live.filmed_years = opened.scenario.outputs.filmed_years;
    live.title = opened.scenario.title;
    live.map = std::move(opened.map);
    live.flows = std::move(opened.flows);
    live.provenance = opened.provenance;
    {
      const std::lock_guard lock(scratch_mutex_);
      live.snapshots = scratch_.fresh();
    }
    live.before = std::move(before);
    live.since = since;
    result.parameters = opened.simulation->plan().parameters();
    std::erase_if(result.parameters, [](const twin::ParamInfo& info) { return info.slider.sv.empty(); });
    std::stable_sort(result.parameters.begin(), result.parameters.end(),
                     [](const auto& a, const auto& b) { return a.slider.sv < b.slider.sv; });
    result.programmes = std::move(opened.programmes);
    result.echo = std::move(opened.echo);
    result.acts = opened.simulation->plan().acts();
    std::stable_sort(result.acts.begin(), result.acts.end(),
                     [](const auto& a, const auto& b) { return a.group.sv < b.group.sv; });
    for (const twin::ParamInfo& info : result.parameters)
      result.values[info.name] = opened.scenario.parameters.at(info.name);
    result.changes = wanted.bare ? opened.own_changes : std::vector<twin::Change>{};
    live.simulation = std::move(opened.simulation);
    auto film = std::make_unique<LiveFilm>(std::move(live));
    LiveFilm* const run = film.get();
    result.film = std::make_unique<Watched>(std::move(film));
    result.film->live = run;
  });
  return result;
}

void Desk::drop_answer() {
  whole_next_ = {};
  discard(std::move(answer_.whole));
  discard(std::move(answer_.quick));
  keep_stone();
}

void Desk::keep_stone() {
  if (!answer_.quick_baseline) return;
  discard(std::move(stone_));
  stone_ = std::move(answer_.quick_baseline);
  stone_->live->stop();
}

void Desk::take(std::unique_ptr<Watched> film) {
  drop_answer();
  discard(std::move(stone_));
  discard(std::move(watched_));
  log_.clear();
  tool_.reset();
  compare_ = Compare::kOff;
  watched_ = std::move(film);
  if (watched_->live == nullptr) {
    parameters_.clear();
    echo_ = {};
    acts_.clear();
    programmes_.clear();
  }
  const bool names = view_.names;
  view_ = View{};
  empty_.clear();
  view_.names = names;
  timeline_ = Timeline{};
  selected_.reset();
  guess_given_ = false;
  fit_ = true;
  drawn_ = {};
  note(Journal::Entry::Kind::kOpened, words_.of(watched_->film->title()));
  wake();
}

/// A run ends only after the month it is at: nobody waits for that.
void Desk::discard(std::unique_ptr<Watched> film) {
  if (!film) return;
  leaving_runs_.push_back(std::async(std::launch::async, [film = std::move(film)]() mutable { film.reset(); }));
}

void Desk::leave() {
  leaving_ = false;
  drop_answer();
  discard(std::move(stone_));
  discard(std::move(watched_));
  log_.clear();
  tool_.reset();
  selected_.reset();
  map_version_ = 0;
  compare_ = Compare::kOff;
  tour_.reset();
  wake();
}

static bool reaches(const std::unique_ptr<Watched>& run, twin::Date date) {
  if (!run) return false;
  const auto dates = run->live->dates();
  return !dates.empty() && date <= dates.back();
}

void Desk::look_after_background() {
  const auto taken = [&](std::future<Opening>& future, const auto& use) {
    if (!is_ready(future)) return;
    Opening opening = future.get();
    if (!opening.fault.en.empty())
      message_ = words_.of(opening.fault);
    else
      use(opening);
    wake();
  };
  taken(opening_, [&](Opening& opening) {
    take(std::move(opening.film));
    parameters_ = std::move(opening.parameters);
    echo_ = std::move(opening.echo);
    acts_ = std::move(opening.acts);
    programmes_ = std::move(opening.programmes);
    base_values_ = values_ = std::move(opening.values);
    for (twin::Change& change : opening.changes) log_.add(std::move(change));
    if (log_.can_undo()) answer_anew(false);
  });
  taken(opening_quick_, [&](Opening& opening) {
    answer_.quick = std::move(opening.film);
    if (compare_ == Compare::kOff) compare_ = Compare::kSideBySide;
  });
  taken(opening_quick_baseline_, [&](Opening& opening) { answer_.quick_baseline = std::move(opening.film); });
  taken(opening_whole_, [&](Opening& opening) {
    answer_.whole = std::move(opening.film);
    discard(std::move(retired_.whole));
  });
  begin_whole();
  if (answer_wanted_ && !opening_whole_.valid() && !opening_quick_.valid() && !opening_quick_baseline_.valid())
    begin_answer();
  if (is_ready(writing_)) {
    notice_ = words_.of(writing_.get());
    wake();
  }
  if (is_ready(verdict_coming_)) {
    auto [verdict, fault] = verdict_coming_.get();
    if (!fault.en.empty()) message_ = words_.of(fault);
    if (judging_ && judging_->wanted && verdict) {
      verdict_ = std::move(verdict);
      verdict_open_ = verdict_new_ = true;
      note(Journal::Entry::Kind::kChange, words_.of(verdict_->headline));
    }
    wake();
  }
  if (is_ready(saving_)) {
    saving_.get();
    if (std::exchange(save_again_, false)) autosave();
  }
  std::erase_if(leaving_runs_, [](const std::future<void>& run) { return is_ready(run); });
  // What was quick is no longer needed once the whole has come as far as one looks; it would only slow it down.
  if (answer_.quick && !timeline_.empty() && reaches(answer_.whole, std::max(timeline_.date(), log_.first()))) {
    discard(std::move(answer_.quick));
    keep_stone();
    wake();
  }
}

// ---- changes

void Desk::try_settings() {
  if (!watched_ || watched_->live == nullptr || timeline_.empty()) return;
  twin::Change change{change_date(), {}, {}};
  for (const auto& [name, value] : values_)
    if (value != base_values_.at(name)) change.settings.push_back({name, value});
  tried_values_ = values_;
  if (!change.settings.empty()) do_change(std::move(change));
}

/// What is shown, or the month before the end: nothing can change after it.
twin::Date Desk::change_date() const {
  const std::vector<twin::Date>& dates = timeline_.dates();
  std::size_t index = timeline_.index();
  while (index != 0 && dates[index] >= watched_->live->to()) --index;
  return dates[index];
}

void Desk::do_change(twin::Change change) {
  const std::string words = words_of(change);
  do_changes({std::move(change)}, words);
}

void Desk::do_changes(std::vector<twin::Change> changes, const std::string& words) {
  note(Journal::Entry::Kind::kChange, words);
  const twin::Date first = changes.front().date;
  // A deed that goes on for years may lie beyond what is added: then nothing that was computed after it holds.
  const bool latest = !log_.can_undo() || first >= log_.last().back().date;
  if (first == timeline_.date()) follow_ = first;
  log_.add(std::move(changes));
  guess_given_ = false;
  answer_anew(latest);
}

/// `goes_on`: what was computed of the last answer up to the newest change still holds.
void Desk::answer_anew(bool goes_on) {
  forget_verdict();
  // Several in a row go on only if each of them does.
  answer_goes_on_ = answer_wanted_ ? answer_goes_on_ && goes_on : goes_on;
  answer_wanted_ = true;
  result_told_ = fault_told_ = false;
  autosave();
  wake();
}

/// Ten pairs of runs with the same chance, of some years after the first change.
void Desk::judge_package() {
  if (verdict_coming_.valid() || !log_.can_undo() || watched_ == nullptr || watched_->live == nullptr) return;
  constexpr std::size_t kReplicates = 10;
  constexpr int kYears = 5;  // after the year of the first change: what a programme does comes slowly
  const twin::Date to = std::min(watched_->live->to(), twin::date(twin::year_of(log_.first()) + 1 + kYears, 1, 1));
  judging_ = std::make_shared<Judging>();
  verdict_coming_ = std::async(std::launch::async, [this, judging = judging_, to, wanted = session()] {
    std::optional<PackageVerdict> verdict;
    const twin::Text fault = fault_of([&] {
      verdict = host_.judge(wanted, to, kReplicates, [&](std::size_t done) {
        judging->done = done;
        return judging->wanted.load();
      });
    });
    return std::pair{std::move(verdict), fault};
  });
}

void Desk::forget_verdict() {
  if (judging_) judging_->wanted = false;
  verdict_.reset();
  verdict_open_ = false;
}

void Desk::begin_answer() {
  answer_wanted_ = false;
  discard(std::move(retired_.whole));
  retired_.whole = std::move(answer_.whole);
  drop_answer();
  if (!log_.can_undo()) {
    discard(std::move(retired_.whole));
    compare_ = Compare::kOff;
    return;
  }
  const LiveFilm* const baseline = watched_->live;
  const twin::Date first = log_.first();
  const auto start = [this](Tier tier, std::vector<twin::Change> changes, const std::vector<const LiveFilm*>& before,
                            twin::Date since) {
    return std::async(std::launch::async,
                      [this, wanted = ScenarioWanted{scenario_path_, std::move(changes), tier, bare_}, before,
                       since] { return open_run(wanted, before, since); });
  };
  std::vector<const LiveFilm*> quick_before{baseline};
  if (stone_) quick_before.push_back(stone_->live);
  opening_quick_ = start(Tier::kQuick, log_.changes(), quick_before, first);
  opening_quick_baseline_ = start(Tier::kQuick, {}, quick_before, first);
  // Goes on from the nearest snapshot there is: of the last answer, as far as that holds, or of the baseline.
  std::vector<const LiveFilm*> before{baseline};
  twin::Date since = first;
  if (answer_goes_on_ && retired_.whole) {
    before.push_back(retired_.whole->live);
    since = log_.last().front().date;
  }
  whole_next_ = [=, changes = log_.changes()] { return start(Tier::kWhole, changes, before, since); };
}

/// The whole run takes every core there is: the quick one has them for itself until its first month with the change.
void Desk::begin_whole() {
  if (!whole_next_ || opening_quick_.valid() || opening_quick_baseline_.valid()) return;
  const auto answers = [&](const std::unique_ptr<Watched>& run) {
    const auto dates = run ? run->live->dates() : std::vector<twin::Date>{};
    return !run || run->live->done() || (!dates.empty() && dates.back() > log_.first());
  };
  if (!answers(answer_.quick) || !answers(answer_.quick_baseline)) return;
  opening_whole_ = std::exchange(whole_next_, {})();
}

void Desk::undo() {
  if (!log_.can_undo() || locked_) return;
  note(Journal::Entry::Kind::kChange, fmt::format("{}: {}", tr("Undone"), words_of(log_.last())));
  log_.undo();
  answer_anew(false);
}

void Desk::redo() {
  if (!log_.can_redo() || locked_) return;
  log_.redo();
  note(Journal::Entry::Kind::kChange, words_of(log_.last()));
  answer_anew(false);
}

void Desk::autosave() {
  if (start_.autosave.empty()) return;
  if (saving_.valid()) {
    save_again_ = true;
    return;
  }
  saving_ = std::async(std::launch::async, [this, wanted = session()] {
    // A session that can't be kept must not end the work; it is said when somebody saves by hand.
    fault_of([&] {
      fs::create_directories(start_.autosave.parent_path());
      host_.save(wanted, start_.autosave);
    });
  });
}

std::string Desk::words_of(const twin::Change& change) const {
  std::string words = words_.date(change.date);
  for (const twin::Setting& setting : change.settings) {
    const auto info = std::find_if(parameters_.begin(), parameters_.end(),
                                   [&](const twin::ParamInfo& p) { return p.name == setting.name; });
    words += fmt::format(" · {} {} {}", info == parameters_.end() ? setting.name : words_.of(info->label),
                         words_.amount(setting.value), info == parameters_.end() ? "" : words_.unit(info->unit));
  }
  for (const twin::Act& act : change.acts) {
    const auto info =
        std::find_if(acts_.begin(), acts_.end(), [&](const twin::ActInfo& a) { return a.name == act.name; });
    if (info == acts_.end()) continue;
    words += " · " + words_.of(info->label);
    std::size_t at = 0;
    for (const twin::ActInfo::Argument& argument : info->arguments) {
      const double value = act.values[at];
      at += argument.values();
      using Kind = twin::ActInfo::Argument::Kind;
      if (argument.kind == Kind::kChoice && value < static_cast<double>(argument.choices.size()))
        words += ": " + words_.of(argument.choices[static_cast<std::size_t>(value)]);
      if (argument.kind == Kind::kNumber)
        words +=
            fmt::format(" · {} {} {}", words_.of(argument.label), words_.amount(value), words_.unit(argument.unit));
      if (argument.kind == Kind::kPosition && watched_)
        words += " · " + nearest_name(watched_->film->map(), value, act.values[at - 1]);
      if (argument.kind == Kind::kRow) words += " · " + name_of(argument.table, static_cast<twin::StableId>(value));
    }
  }
  return words;
}

std::string Desk::words_of(const std::vector<twin::Change>& changes) const {
  std::string words;
  for (const twin::Change& change : changes) words += (words.empty() ? "" : "; ") + words_of(change);
  return words;
}

/// What changes have added only their answer knows by name.
std::string Desk::name_of(const std::string& table, twin::StableId id) const {
  std::string name = std::to_string(id);
  for (const Watched* film : {answer_.whole.get(), answer_.quick.get(), retired_.whole.get(), watched_.get()})
    if (film != nullptr && film->live != nullptr && name == std::to_string(id)) name = film->live->name_of(table, id);
  return name;
}

// ---- what is shown

Watched* Desk::shown_a(twin::Date date) {
  const bool quick = comparing() && answer_.quick && shown_b(date) == answer_.quick.get();
  return quick ? answer_.quick_baseline.get() : watched_.get();
}

/// The best answer that has come so far; nothing where none has: A then stands alone.
Watched* Desk::shown_b(twin::Date date) {
  if (reaches(answer_.whole, date)) return answer_.whole.get();
  return reaches(answer_.quick, date) && reaches(answer_.quick_baseline, date) ? answer_.quick.get() : nullptr;
}

bool Desk::advance(float seconds) {
  look_after_background();
  if (watched_) {
    std::vector<twin::Date> now = watched_->film->dates();
    if (now.size() != timeline_.dates().size()) wake();
    timeline_.set_dates(std::move(now));
    find_empty_layers();
    follow_change();
    tell_fault();
    if (comparing() && !timeline_.empty() && shown_b(timeline_.date()) != drawn_.b) wake();
    if (timeline_.playing) {
      timeline_.advance(static_cast<double>(seconds), view_.movers);
      view_.second = timeline_.second();
      wake();
    }
    // A few milliseconds of work a picture: the window stays quick.
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(8);
    bool worked = false;
    for (Watched* film : {watched_.get(), answer_.whole.get()})
      while (film != nullptr && std::chrono::steady_clock::now() < until &&
             (film->indicators.work() || film->events.work()))
        worked = true;
    if (worked) wake();
    if (answer_.whole && answer_.whole->live->done() && !result_told_ && !worked) {
      result_told_ = true;
      for (const IndicatorBook::Figure& figure : answer_.whole->indicators.figures()) {
        const std::optional<double> a =
            indicator(*watched_->film, watched_->film->layers()[figure.layer],
                      figure.years.empty() ? timeline_.date() : figure.years.back().first);
        const std::optional<double> b = figure.years.empty() ? std::nullopt : figure.years.back().second;
        if (!a || !b) continue;
        const twin::MapLayer& layer = watched_->film->layers()[figure.layer];
        note(Journal::Entry::Kind::kResult,
             fmt::format("{} {}: {} {} · {} {} · {}", words_.of(layer.label),
                         twin::year_of(figure.years.back().first), tr("baseline"), decimal(*a, language()),
                         tr("with the change"), decimal(*b, language()), words_.of(layer.unit)));
      }
    }
  }
  if (pictures_ == 0) return false;
  --pictures_;
  return true;
}

void Desk::find_empty_layers() {
  if (!empty_.empty() || timeline_.empty()) return;
  for (const twin::MapLayer& layer : watched_->film->layers())
    empty_.push_back(watched_->film->values(layer, timeline_.dates().front()).positions.empty());
}

/// A month later is where the first consequences of a change show: the map goes there by itself.
void Desk::follow_change() {
  if (!follow_ || timeline_.empty()) return;
  const std::vector<twin::Date>& dates = timeline_.dates();
  if (timeline_.date() != *follow_ || timeline_.playing || !log_.can_undo()) return follow_.reset();
  if (timeline_.index() + 1 >= dates.size() || shown_b(dates[timeline_.index() + 1]) == nullptr) return;
  follow_.reset();
  timeline_.step(1);
  wake();
}

/// Why a change can't be carried out is said where it can't be missed, and it is taken back.
void Desk::tell_fault() {
  if (fault_told_) return;
  for (const auto& run : {&answer_.quick, &answer_.whole})
    if (*run && (*run)->live->done() && !(*run)->live->error().en.empty()) {
      message_ = words_.of((*run)->live->error());
      undo();
      fault_told_ = true;
      return wake();
    }
}

void Desk::choose_layer(std::size_t layer) {
  if (layer >= watched_->film->layers().size()) return;
  view_.layer = layer;
  view_.movers = false;
  view_.flows.reset();
  selected_.reset();
}

void Desk::next_comparison() {
  if (!answer_.whole || is_secret()) return;
  constexpr std::array<Compare, 4> kNext{Compare::kSideBySide, Compare::kSwipe, Compare::kDifference, Compare::kOff};
  compare_ = kNext[static_cast<std::size_t>(compare_)];
}

void Desk::scale_text(float factor) {
  ui_.set_look(std::clamp(ui_.scale() * factor, 0.75F, 2.5F), ui_.theme());
  wake();
}

// ---- handing on

fs::path Desk::free_name(const char* what, const std::string& extension) const {
  fs::path file;
  for (int number = 1; file.empty() || fs::exists(file); ++number)
    file = start_.saves / fmt::format("rurban{}-{}.{}", what, number, extension);
  return file;
}

void Desk::save_page(const char* what, const std::string& page) {
  save_file(what, "html", [&](const fs::path& file) { twin::write_text(file, page); });
}

void Desk::save_file(const char* what, const std::string& extension,
                     const std::function<void(const fs::path&)>& write) {
  const fs::path file = free_name(what, extension);
  try {
    write(file);
    notice_ = tr("Saved:") + " " + fs::absolute(file).string();
  } catch (const twin::IoError& error) {
    message_ = words_.of(error.text());
  }
}

void Desk::export_as(const std::string& kind) {
  if (!watched_ || writing_.valid() || timeline_.empty()) return;
  const fs::path file = free_name("", kind);
  const auto said = [](const fs::path& path) {
    return twin::Text{"Sparat: " + fs::absolute(path).string(), "Saved: " + fs::absolute(path).string()};
  };
  if (kind == "png") {
    const std::string bytes = png(map_, "");
    note(Journal::Entry::Kind::kPicture, words_.date(timeline_.date()), bytes);
    const twin::Text fault = fault_of([&] { twin::write_text(file, bytes); });
    notice_ = (fault.en.empty() ? said(file) : fault).in(language());
    return;
  }
  // A replay is read by one thread: the writer opens its own.
  const Film* const live = watched_->live;
  const fs::path recording = live == nullptr ? start_.recording : fs::path{};
  writing_ = std::async(std::launch::async,
                        [=, view = view_, dates = watched_->film->dates(), language = language()]() -> twin::Text {
                          const twin::Text fault = fault_of([&] {
                            std::unique_ptr<Replay> replay;
                            if (live == nullptr) replay = std::make_unique<Replay>(recording);
                            const Film& film = live == nullptr ? *replay : *live;
                            if (kind == "html") {
                              twin::write_text(file, player_html(film, language, film.provenance()));
                              return;
                            }
                            ScenePainter painter(film);
                            View still = view;
                            still.movers = false;
                            still.camera = camera_of(film.map(), 1'920, 1'080);
                            constexpr int kFramesPerSecond = 12;
                            const auto picture = [&](std::size_t index) { return painter.draw(still, dates[index]); };
                            if (has_ffmpeg())
                              write_video(file, dates.size(), kFramesPerSecond, picture);
                            else
                              write_frames(fs::path(file).replace_extension(), dates.size(), picture);
                          });
                          return fault.en.empty() ? said(file) : fault;
                        });
}

}  // namespace viz
