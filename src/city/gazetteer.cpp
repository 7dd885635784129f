// SPDX-License-Identifier: Apache-2.0
// Readings of the text (with and without a house number), names from the index, houses of the street.
#include "city/gazetteer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <tuple>
#include <utility>

#include "city/gazetteer_data.hpp"
#include "city/gazetteer_index.hpp"
#include "city/gazetteer_nearest.hpp"
#include "city/gazetteer_number.hpp"
#include "city/gazetteer_words.hpp"

namespace vigie::city {
namespace {

constexpr std::size_t kMostText = 200;  ///< bytes
constexpr std::size_t kMostWords = 12;
constexpr std::ptrdiff_t kMostReadings = 4;  ///< of words as house numbers
constexpr double kAtTheDoor_m = 40;
constexpr double kInTheStreet_m = 60;
constexpr double kNear_m = 1000;

/// A house of the street that was meant.
struct Door {
  std::uint32_t house;
  bool exact;
};

struct Answer {
  double score;
  Place place;
};

bool has_houses(PlaceKind kind) { return kind == PlaceKind::Street || kind == PlaceKind::Square; }

}  // namespace

const char* name(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::Street: return "street";
    case PlaceKind::Square: return "square";
    case PlaceKind::Venue: return "venue";
    case PlaceKind::Address: return "address";
    case PlaceKind::Stop: return "stop";
    case PlaceKind::District: return "district";
  }
  VIGIE_CHECK(false);
  return "";
}

struct Gazetteer::Index {
  explicit Index(GazetteerData given) : data(std::move(given)), names(data), grid(data) {
    for (std::uint32_t i = 0; i < data.houses.size(); ++i)
      if (auto number = house_number(data.houses[i].number)) doors.push_back({data.houses[i].street, *number, i});
    std::sort(doors.begin(), doors.end());
  }

  struct Doorplate {
    std::uint32_t street;
    HouseNumber number;
    std::uint32_t house;
    friend auto operator<=>(const Doorplate&, const Doorplate&) = default;
  };

  /// That number, the same without its suffix, or the nearest number within 10.
  std::optional<Door> door(std::uint32_t street, const HouseNumber& wanted) const {
    const auto exact = std::lower_bound(doors.begin(), doors.end(), Doorplate{street, wanted, 0});
    if (exact != doors.end() && exact->street == street && exact->number == wanted) return Door{exact->house, true};
    std::optional<std::tuple<int, bool, std::uint32_t>> best;  // distance, other side of the street, house
    for (auto at = std::lower_bound(doors.begin(), doors.end(), Doorplate{street, {}, 0});
         at != doors.end() && at->street == street; ++at) {
      const int away = std::abs(at->number.number - wanted.number);
      const std::tuple candidate(away, away % 2 != 0, at->house);
      if (away <= 10 && (!best || candidate < *best)) best = candidate;
    }
    if (!best) return std::nullopt;
    return Door{std::get<2>(*best), false};
  }

  Place named(std::uint32_t id) const {
    const NamedPlace& place = data.places[id];
    return {place.label, place.kind, place.district, place.position, false};
  }

  /// The answers for one reading of the words as a house number and a street.
  void add_houses(const std::vector<std::string>& words, const NumberWords& reading, std::size_t limit,
                  std::vector<Answer>& answers) const {
    std::vector<std::string> street = words;
    const auto first = street.begin() + static_cast<std::ptrdiff_t>(reading.first);
    street.erase(first, first + static_cast<std::ptrdiff_t>(reading.count));
    const bool number_last = reading.first + reading.count == words.size();
    const auto hits = names.find(street, number_last ? NameIndex::Last::Finished : NameIndex::Last::MayBeUnfinished);
    std::size_t taken = 0;
    for (const NameIndex::Hit& hit : hits) {
      const NamedPlace& place = data.places[hit.name];
      if (!has_houses(place.kind)) continue;
      if (++taken > 2 * limit) break;
      const auto found = door(hit.name, reading.house);
      Place answer = named(hit.name);
      answer.approximate = true;
      if (found) answer.position = data.houses[found->house].position;
      if (found && found->exact) {
        answer.kind = PlaceKind::Address;
        answer.label = data.houses[found->house].number + " " + place.label;
        answer.approximate = false;
      }
      const double longer_reading = 0.5 * static_cast<double>(reading.count);
      answers.push_back({hit.score + longer_reading + (answer.approximate ? -4 : 12), std::move(answer)});
    }
  }

  GazetteerData data;
  NameIndex names;
  NearestGrid grid;
  std::vector<Doorplate> doors;  ///< by street and number
};

Gazetteer::Gazetteer(std::unique_ptr<Index> index) : index_(std::move(index)) {}
Gazetteer::~Gazetteer() = default;

Result<std::unique_ptr<Gazetteer>> Gazetteer::open(const std::string& file) {
  auto data = load_gazetteer_data(file);
  if (!data) return data.error();
  return of(std::move(*data));
}

std::unique_ptr<Gazetteer> Gazetteer::of(GazetteerData data) {
  return std::unique_ptr<Gazetteer>(new Gazetteer(std::make_unique<Index>(std::move(data))));
}

std::vector<Place> Gazetteer::search(std::string_view text, std::size_t limit) const {
  std::vector<std::string> words = fold_words(text.substr(0, kMostText));
  if (words.size() > kMostWords) words.resize(kMostWords);
  if (words.empty() || limit == 0) return {};

  std::vector<Answer> answers;
  const auto hits = index_->names.find(words, NameIndex::Last::MayBeUnfinished);
  for (std::size_t i = 0; i < std::min(hits.size(), 2 * limit); ++i)
    answers.push_back({hits[i].score, index_->named(hits[i].name)});
  std::vector<NumberWords> readings = numbers_in(words);
  if (std::ssize(readings) > kMostReadings) readings.erase(readings.begin() + kMostReadings, readings.end());
  for (const NumberWords& reading : readings) index_->add_houses(words, reading, limit, answers);

  std::stable_sort(answers.begin(), answers.end(), [](const Answer& a, const Answer& b) { return a.score > b.score; });
  std::vector<Place> places;
  for (Answer& answer : answers) {
    if (places.size() == limit) break;
    const bool there = std::any_of(places.begin(), places.end(), [&](const Place& place) {
      return place.label == answer.place.label && geo::distance_m(place.position, answer.place.position) < 300;
    });
    if (!there) places.push_back(std::move(answer.place));
  }
  return places;
}

std::string Gazetteer::nearest_address(const geo::Position& place) const {
  const GazetteerData& data = index_->data;
  if (const auto house = index_->grid.house(place, kAtTheDoor_m)) {
    const House& found = data.houses[house->index];
    return found.number + " " + data.places[found.street].label;
  }
  const auto line = index_->grid.line(place, kNear_m);
  if (!line) return {};
  const std::string& street = data.places[data.lines[line->index].street].label;
  if (line->distance_m <= kInTheStreet_m) return street;
  return street + " (" + std::to_string(std::lround(line->distance_m / 10) * 10) + " m)";  // a figure needs no language
}

}  // namespace vigie::city
