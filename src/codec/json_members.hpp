// SPDX-License-Identifier: Apache-2.0
// Members: one JSON object read member by member; the first thing wrong is kept, and nothing is silently ignored.
#pragma once

#include <simdjson.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "codec/words.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "geo/position.hpp"

namespace vigie::codec {

/// The first fault of a document; later ones are usually its echo.
class Fault {
 public:
  void say(ErrorKind kind, std::string what) {
    if (!first_) first_ = Error{kind, std::move(what)};
  }
  bool none() const { return !first_.has_value(); }
  const Error& error() const { return *first_; }

 private:
  std::optional<Error> first_;
};

struct TextLimits {
  std::size_t min = 0;  ///< characters, not bytes
  std::size_t max = std::numeric_limits<std::size_t>::max();
};

/// Parses a document; the element lives until the next call on this thread.
/// Errors: TooLarge beyond `max_bytes`; Malformed (syntax, UTF-8, numbers beyond a double, deeper than 16).
Result<simdjson::dom::element> parse_json(std::string_view json, std::size_t max_bytes);

/// After a fault the readers return empty values: read everything, then ask the fault.
class Members {
 public:
  /// `what` names the object in messages ("observation"); it and `fault` outlive this.
  Members(simdjson::dom::element element, std::string_view what, Fault& fault);

  bool has(std::string_view name) const;
  std::string_view name_at(std::size_t index) const { return items_[index].name; }
  std::size_t size() const { return size_; }

  std::string text(std::string_view name, TextLimits limits = {});
  /// Of 1 to 100 characters, none of them a control character.
  std::string identifier(std::string_view name);
  std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max);
  std::int32_t integer32(std::string_view name);
  std::uint64_t count64(std::string_view name);
  double number(std::string_view name);
  bool truth(std::string_view name);
  /// RFC 3339.
  Time time(std::string_view name);
  /// Milliseconds since 1970. Wider than RFC 3339 can say: what was once recorded must be readable.
  Time time_ms(std::string_view name);
  /// "lat" and "lon" in degrees; nothing where both are absent.
  std::optional<geo::Position> place();
  /// "lat_e7" and "lon_e7" in 1e-7 degrees; nothing where both are absent.
  std::optional<geo::Position> place_e7();

  template <class Enum>
  Enum word(std::string_view name) {
    const std::string said = text(name);
    const std::optional<Enum> found = from_word<Enum>(said);
    if (!found) wrong(name, "is not one of " + all_words<Enum>());
    return found.value_or(Enum{});
  }

  /// Calls `each(element)` for every item of an array.
  template <class Each>
  void array(std::string_view name, Each each) {
    const Item* item = take(name);
    simdjson::dom::array items;
    if (item == nullptr) return;
    if (item->value.get(items) != simdjson::SUCCESS) return wrong(name, "is not an array");
    for (const simdjson::dom::element element : items) each(element);
  }

  /// Calls `read(element)` with a member that is an object of its own.
  template <class Read>
  void object(std::string_view name, Read read) {
    const Item* item = take(name);
    if (item != nullptr) read(item->value);
  }

  /// Refuses what has not been read.
  void finish();

  /// "observation: member 'id' …" as a fault.
  void wrong(std::string_view name, std::string_view why, ErrorKind kind = ErrorKind::Malformed);

  Fault& fault() { return fault_; }

 private:
  struct Item {
    std::string_view name;
    simdjson::dom::element value;
    bool read = false;
  };
  static constexpr std::size_t kMost = 32;

  /// The member, marked as read; a fault and nullptr where it is absent.
  const Item* take(std::string_view name);

  std::string_view what_;
  Fault& fault_;
  std::array<Item, kMost> items_;
  std::size_t size_ = 0;
};

/// A member's name as a message may show it: 40 characters at most, control characters cleaned.
std::string shown(std::string_view name);

}  // namespace vigie::codec
