// What is handed on: the page that needs nothing else, and the video.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/temp_dir.h"
#include "twin/base/error.h"
#include "viz/export/player.h"
#include "viz/export/video.h"

namespace viz {
namespace {

/// Two places through one year: one grows, the other loses its shop in July.
class Valley final : public Film {
 public:
  Valley() {
    map_.names = {{"Åby </script>", 0, 0, 900}, {"Öjå", 9'000, 4'000, 30}};
    twin::MapLayer residents, shop;
    residents.column = residents.sized_by = "place.residents";
    residents.label = {"invånare", "residents"};
    residents.breaks = {100, 500};
    shop.column = "place.to_shop";
    shop.sized_by = "place.residents";
    shop.label = {"till butik", "to a shop"};
    shop.breaks = {10};
    shop.missing = -1.0;
    layers_ = {residents, shop};
  }
  const twin::Text& title() const override { return title_; }
  const MapData& map() const override { return map_; }
  const twin::Provenance& provenance() const override { return provenance_; }
  const std::vector<twin::MapLayer>& layers() const override { return layers_; }
  std::vector<twin::Date> dates() const override {
    std::vector<twin::Date> dates;
    for (unsigned month = 1; month <= 12; ++month) dates.push_back(twin::date(2021, month, 1));
    return dates;
  }
  LayerValues values(const twin::MapLayer& layer, twin::Date date) const override {
    const bool late = date >= twin::date(2021, 7, 1);
    const std::vector<double> people{late ? 910.0 : 900.0, 30};
    return {.positions = {{0, 0}, {9'000, 4'000}},
            .values = layer.column == "place.residents" ? people : std::vector<double>{4, late ? -1.0 : 12.0},
            .weights = people};
  }
  const std::vector<std::string>& labels(const twin::MapLayer&) const override { return labels_; }
  std::vector<twin::Date> filmed() const override { return {}; }
  std::optional<twin::MotionDay> motion(twin::Date) const override { return std::nullopt; }

 private:
  twin::Text title_{"Dalen", "The valley"};
  MapData map_;
  twin::Provenance provenance_;
  std::vector<twin::MapLayer> layers_;
  std::vector<std::string> labels_{"Åby </script>", "Öjå"};
};

std::string page() {
  return player_html(Valley(), twin::Language::kSwedish, {"1.0", "seed: 1", "lillby", "00"});
}

nlohmann::json data_of(const std::string& page) {
  const std::string start = "id=\"data\">";
  const std::size_t begin = page.find(start) + start.size();
  return nlohmann::json::parse(page.substr(begin, page.find("</script>", begin) - begin));
}

TEST(Handout, HoldsEveryQuarterAndOnlyWhatChanges) {
  const auto data = data_of(page());
  ASSERT_EQ(data["dates"].size(), 5U) << "four quarters, and the last frame";
  const auto& residents = data["layers"][0]["frames"];
  EXPECT_EQ(residents[0], nlohmann::json({0, 900, 1, 30}));
  EXPECT_EQ(residents[1], nlohmann::json::array());
  EXPECT_EQ(residents[2], nlohmann::json({0, 910}));
  EXPECT_EQ(data["layers"][1]["frames"][2], nlohmann::json({1, nullptr})) << "no way is null";
  EXPECT_EQ(data["layers"][1]["sized"], 0);
  EXPECT_EQ(data["tables"]["place"]["names"][1], "Öjå");
}

TEST(Handout, AsksNothingOfANetworkAndIsNotBrokenByNames) {
  const std::string text = page();
  for (const char* word : {"https:", "src=\"", "href=", "@import", "fetch(", "XMLHttp", "url("})
    EXPECT_EQ(text.find(word), std::string::npos) << word;
  EXPECT_NE(text.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(text.find("lang=\"sv\""), std::string::npos);
  EXPECT_EQ(data_of(text)["tables"]["place"]["names"][0], "Åby </script>");
  EXPECT_NE(text.find("seed: 1"), std::string::npos) << "it tells what it was made from";
}

TEST(Handout, AsksTheScenariosQuestionAndNamesItsSeed) {
  const auto with = [](const std::string& scenario) {
    return data_of(player_html(Valley(), twin::Language::kEnglish, {"1.0", scenario, "lillby", "5ee"}));
  };
  const auto data = with("question: {sv: 'Vad händer?', en: 'What comes?'}\nseed: 7\n");
  EXPECT_EQ(data["question"]["sv"], "Vad händer?");
  EXPECT_EQ(data["question"]["en"], "What comes?");
  EXPECT_EQ(data["seed"], "7");
  EXPECT_EQ(data["inputs"], "5ee");
  EXPECT_EQ(with("{ no: yaml")["question"]["sv"], "") << "the page is worth as much without";
  EXPECT_EQ(with("- a list")["seed"], "");
}

TEST(Handout, AddsUpPeopleAndNotMinutes) {
  const auto data = data_of(page());
  EXPECT_EQ(data["layers"][0]["adds"], true);
  EXPECT_EQ(data["layers"][1]["adds"], false);
}

// ---- video; a stand-in for ffmpeg tells what it was given

class Video : public testing::Test {
 protected:
  Video() : path_(std::getenv("PATH")) {}
  ~Video() override { setenv("PATH", path_.c_str(), 1); }
  /// Puts a script in ffmpeg's place. $# is the path of the output, its last argument.
  void stand_in(const std::string& script) {
    std::ofstream(folder_ / "ffmpeg") << "#!/bin/sh\nfor out; do :; done\n" << script << "\n";
    chmod((folder_ / "ffmpeg").c_str(), 0755);
    setenv("PATH", ((folder_ / "").string() + ":" + path_).c_str(), 1);
  }
  void write(std::size_t count) {
    write_video(folder_ / "v.mp4", count, 12, [](std::size_t) { return Image(64, 48); });
  }
  const twin::TempDir folder_;
  const std::string path_;
};

TEST_F(Video, GetsEveryFrameWhole) {
  stand_in("cat > \"$out\"");
  write(5);
  EXPECT_EQ(std::filesystem::file_size(folder_ / "v.mp4"), 5U * 64 * 48 * 4);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "v.mp4.part"));
}

TEST_F(Video, LeavesAnEarlierOneAloneWhenTheEncoderDies) {
  std::ofstream(folder_ / "v.mp4") << "the film of yesterday";
  for (const char* death : {"head -c 1000 > \"$out\"; kill -9 $$", "exit 1", "cat > \"$out\"; exit 3"}) {
    stand_in(death);
    EXPECT_THROW(write(200), twin::IoError) << death;
    EXPECT_EQ(std::filesystem::file_size(folder_ / "v.mp4"), 21U) << death;
    EXPECT_FALSE(std::filesystem::exists(folder_ / "v.mp4.part")) << death;
  }
}

TEST_F(Video, IsAFolderOfPicturesWithoutFfmpeg) {
  setenv("PATH", (folder_ / "").c_str(), 1);
  EXPECT_FALSE(has_ffmpeg());
  write_frames(folder_ / "v", 3, [](std::size_t) { return Image(8, 8); });
  for (const char* name : {"00000.png", "00001.png", "00002.png"})
    EXPECT_TRUE(std::filesystem::exists(folder_ / "v" / name)) << name;
}

}  // namespace
}  // namespace viz
