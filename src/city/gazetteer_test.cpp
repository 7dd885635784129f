// SPDX-License-Identifier: Apache-2.0
// Claims about searching a small town, and about Porto and Monaco where their extracts are.
#include "city/gazetteer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "city/gazetteer_data.hpp"
#include "city/gazetteer_import.hpp"
#include "city/gazetteer_nearest.hpp"
#include "city/gazetteer_words.hpp"
#include "city/plane.hpp"

namespace vigie::city {
namespace {

namespace fs = std::filesystem;

geo::Position at(double east_m, double north_m) {
  return geo::offset(geo::Position::checked({43.2}, {4.7}).value(), east_m, north_m);
}

/// Streets run west to east, 400 m long, 200 m apart, from the south:
///   Rue des Tanneurs (2, 4, 12, 12 bis, 14), Boulevard de l'Œuvre, Rue Saint-Jean, Place de la Loge,
///   Rua de Santa Catarina (12), Rue du 8 Mai 1945 (5), Chemin du Château d'Eau, Impasse des Tanneurs (short)
GazetteerData town() {
  GazetteerData data;
  const auto street = [&](const char* label, PlaceKind kind, std::int32_t length) {
    const auto id = static_cast<std::uint32_t>(data.places.size());
    const double north = 200.0 * id;
    data.places.push_back({label, kind, "Le Port", at(200, north), length});
    data.lines.push_back({id, at(0, north), at(400, north)});
    return id;
  };
  const auto house = [&](std::uint32_t id, const char* number, double east) {
    data.houses.push_back({id, number, at(east, 200.0 * id + 10)});
  };
  const auto tanneurs = street("Rue des Tanneurs", PlaceKind::Street, 400);
  for (const auto& [number, east] :
       {std::pair{"2", 20.0}, {"4", 40.0}, {"12", 120.0}, {"12 bis", 130.0}, {"14", 140.0}})
    house(tanneurs, number, east);
  street("Boulevard de l'Œuvre", PlaceKind::Street, 900);
  street("Rue Saint-Jean", PlaceKind::Street, 400);
  street("Place de la Loge", PlaceKind::Square, 200);
  house(street("Rua de Santa Catarina", PlaceKind::Street, 400), "12", 120);
  house(street("Rue du 8 Mai 1945", PlaceKind::Street, 400), "5", 50);
  street("Chemin du Château d'Eau", PlaceKind::Street, 400);
  street("Impasse des Tanneurs", PlaceKind::Street, 60);
  data.places.push_back({"Stade du Levant", PlaceKind::Venue, "Le Port", at(2000, 2000), 400});
  return data;
}

class Town : public testing::Test {
 protected:
  std::string first(std::string_view text) const {
    const auto places = gazetteer_->search(text, 8);
    return places.empty() ? "nothing" : places.front().label + (places.front().approximate ? " ~" : "");
  }
  std::unique_ptr<Gazetteer> gazetteer_ = Gazetteer::of(town());
};

TEST_F(Town, AccentsCaseHyphensAndApostrophesDoNotMatter) {
  for (const char* text : {"boulevard de l'œuvre", "BOULEVARD DE L’OEUVRE", "bd oeuvre", "Boulevard de l Œuvre"})
    EXPECT_EQ(first(text), "Boulevard de l'Œuvre") << text;
  for (const char* text : {"rue saint jean", "Rue St-Jean", "r st jean"})
    EXPECT_EQ(first(text), "Rue Saint-Jean") << text;
  for (const char* text : {"chateau d eau", "chateau d’eau", "chateau deau"})
    EXPECT_EQ(first(text), "Chemin du Château d'Eau") << text;
}

TEST_F(Town, OneSlipAWordIsForgiven) {
  for (const char* text :
       {"rue des taneurs", "rue des tannneurs", "rue des tanneuts", "rue des atnneurs", "reu des tanneurs"})
    EXPECT_EQ(first(text), "Rue des Tanneurs") << text;
  EXPECT_EQ(first("rue des tnaenurs"), "nothing") << "two slips";
}

TEST_F(Town, TheLastWordMayBeUnfinished) {
  for (const char* text : {"tann", "rue des ta", "rue des t"}) EXPECT_EQ(first(text), "Rue des Tanneurs") << text;
  EXPECT_EQ(first("place de la l"), "Place de la Loge");
  EXPECT_EQ(first("stad"), "Stade du Levant");
}

TEST_F(Town, HouseNumbersAreFoundInBothOrders) {
  EXPECT_EQ(first("12 rue des tanneurs"), "12 Rue des Tanneurs");
  EXPECT_EQ(first("12 bis rue des tanneurs"), "12 bis Rue des Tanneurs");
  EXPECT_EQ(first("12b rue des tanneurs"), "12 bis Rue des Tanneurs");
  EXPECT_EQ(first("Rua de Santa Catarina, 12"), "12 Rua de Santa Catarina");
  EXPECT_EQ(first("12 rue des tann"), "12 Rue des Tanneurs");
  const auto places = gazetteer_->search("12 bis rue des tanneurs", 3);
  EXPECT_EQ(places.front().kind, PlaceKind::Address);
  EXPECT_EQ(places.front().position, at(130, 10));
}

TEST_F(Town, AnUnknownNumberGivesTheStreetAndSaysSo) {
  EXPECT_EQ(first("6 rue des tanneurs"), "Rue des Tanneurs ~");
  EXPECT_EQ(first("14 bis rue des tanneurs"), "Rue des Tanneurs ~");
  EXPECT_EQ(first("900 rue des tanneurs"), "Rue des Tanneurs ~");
  EXPECT_EQ(gazetteer_->search("6 rue des tanneurs", 1).front().position, at(40, 10)) << "beside the nearest number";
}

TEST_F(Town, ANumberInTheNameIsNotAHouse) {
  EXPECT_EQ(first("rue du 8 mai 1945"), "Rue du 8 Mai 1945");
  EXPECT_EQ(first("rue du 8 mai"), "Rue du 8 Mai 1945");
  EXPECT_EQ(first("5 rue du 8 mai 1945"), "5 Rue du 8 Mai 1945");
}

TEST_F(Town, NothingIsFoundForNothing) {
  for (const char* text : {"", " ", "''", "zzzz", "12", "\xFF\xFE"}) EXPECT_EQ(first(text), "nothing") << text;
  EXPECT_TRUE(gazetteer_->search("rue", 0).empty());
}

TEST_F(Town, TheLongerStreetComesFirst) { EXPECT_EQ(first("tanneurs"), "Rue des Tanneurs"); }

TEST_F(Town, TheNearestAddressIsWhatAPatrolWouldSay) {
  EXPECT_EQ(gazetteer_->nearest_address(at(122, 12)), "12 Rue des Tanneurs");
  EXPECT_EQ(gazetteer_->nearest_address(at(300, 30)), "Rue des Tanneurs");
  EXPECT_EQ(gazetteer_->nearest_address(at(300, -100)), "Rue des Tanneurs (100 m)");
  EXPECT_EQ(gazetteer_->nearest_address(at(300, -5000)), "");
}

TEST_F(Town, SurvivesItsFile) {
  const fs::path file = fs::temp_directory_path() / ("vigie-gazetteer-" + std::to_string(::getpid()));
  ASSERT_TRUE(save(town(), file.string()).ok());
  const auto again = Gazetteer::open(file.string());
  fs::remove(file);
  ASSERT_TRUE(again.ok()) << again.error().what;
  for (const char* text : {"12 bis rue des tanneurs", "place", "levant"}) {
    const auto a = (*again)->search(text, 8);
    const auto b = gazetteer_->search(text, 8);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].label, b[i].label);
  }
}

RC_GTEST_PROP(AnyText, IsAnsweredAndNeverBeyondTheLimit, (const std::string& text)) {
  static const auto gazetteer = Gazetteer::of(town());
  const std::size_t limit = *rc::gen::inRange<std::size_t>(0, 6);
  RC_ASSERT(gazetteer->search(text, limit).size() <= limit);
}

RC_GTEST_PROP(AnyName, IsFoundWithOneLetterOfItsLongestWordWrong, ()) {
  static const auto gazetteer = Gazetteer::of(town());
  static const GazetteerData data = town();
  const std::string label = (*rc::gen::elementOf(data.places)).label;
  std::vector<std::string> words = fold_words(label);
  auto& longest =
      *std::max_element(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  longest[*rc::gen::inRange<std::size_t>(0, longest.size())] = 'z';
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  const auto found = gazetteer->search(text, 8);
  RC_ASSERT(std::any_of(found.begin(), found.end(), [&](const Place& p) { return p.label == label; }));
}

RC_GTEST_PROP(Nearest, IsWhatLookingAtEverythingFinds, ()) {
  const auto anywhere = [](int reach) {
    return at(*rc::gen::inRange(-reach, reach), *rc::gen::inRange(-reach, reach));
  };
  GazetteerData data;
  data.places.push_back({"Rue", PlaceKind::Street, "", at(0, 0), 0});
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) data.lines.push_back({0, anywhere(3000), anywhere(3000)});
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) data.houses.push_back({0, "1", anywhere(3000)});
  const NearestGrid grid(data);
  const geo::Position here = anywhere(4000);
  const double within = *rc::gen::inRange(1, 3000);
  const Plane plane(here);
  double line = within, house = within;
  bool any_line = false, any_house = false;
  for (const StreetLine& l : data.lines)
    if (const double d = plane.distance_m(l.from, l.to); d <= line) line = d, any_line = true;
  for (const House& h : data.houses)
    if (const double d = plane.distance_m(h.position); d <= house) house = d, any_house = true;
  const auto found_line = grid.line(here, within), found_house = grid.house(here, within);
  RC_ASSERT(found_line.has_value() == any_line);
  RC_ASSERT(found_house.has_value() == any_house);
  if (any_line) RC_ASSERT(found_line->distance_m == line);
  if (any_house) RC_ASSERT(found_house->distance_m == house);
}

std::string data(const char* name) {
  const char* root = std::getenv("VIGIE_TEST_DATA");
  return std::string(root == nullptr ? "../shared/data" : root) + "/osm/" + name;
}

TEST(Porto, IsSearchedWithinFiveMilliseconds) {
  const std::string extract = data("porto.osm.pbf");
  if (!fs::exists(extract)) GTEST_SKIP() << "no " << extract << " (set VIGIE_TEST_DATA)";
  const fs::path file = fs::temp_directory_path() / ("vigie-porto-" + std::to_string(::getpid()));
  const auto counts = build_gazetteer(extract, file.string(), Progress());
  ASSERT_TRUE(counts.ok()) << counts.error().what;
  EXPECT_GT(counts->streets, 5000);
  const auto gazetteer = Gazetteer::open(file.string());
  fs::remove(file);
  ASSERT_TRUE(gazetteer.ok()) << gazetteer.error().what;
  const std::pair<const char*, const char*> asked[] = {{"rua de santa catarina", "Rua de Santa Catarina"},
                                                       {"praca da liberdde", "Praça da Liberdade"},
                                                       {"av dos aliados", "Avenida dos Aliados"},
                                                       {"aven da boav", "Avenida da Boavista"}};
  const auto start = std::chrono::steady_clock::now();
  for (const auto& [text, label] : asked) {
    const auto places = (*gazetteer)->search(text, 8);
    ASSERT_FALSE(places.empty()) << text;
    EXPECT_EQ(places.front().label, label);
  }
#ifdef __SANITIZE_ADDRESS__
  constexpr auto kEach = std::chrono::milliseconds(100);  // what a sanitizer takes is no measure
#else
  constexpr auto kEach = std::chrono::milliseconds(5);
#endif
  EXPECT_LT((std::chrono::steady_clock::now() - start) / std::size(asked), kEach);
  const geo::Position trindade = geo::Position::checked({41.1496}, {-8.6110}).value();
  EXPECT_FALSE((*gazetteer)->nearest_address(trindade).empty());
}

TEST(Extract, ThatIsNoneIsRefusedAndLeavesNothing) {
  const fs::path bad = fs::temp_directory_path() / ("vigie-bad-" + std::to_string(::getpid()));
  std::ofstream(bad) << "not an extract";
  const auto counts = build_gazetteer(bad.string(), bad.string() + ".out", Progress());
  fs::remove(bad);
  ASSERT_FALSE(counts.ok());
  EXPECT_EQ(counts.error().kind, ErrorKind::Malformed);
  EXPECT_FALSE(fs::exists(bad.string() + ".out"));
}

}  // namespace
}  // namespace vigie::city
