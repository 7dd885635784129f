// SPDX-License-Identifier: Apache-2.0
// Expat handlers that pick the few attributes we use, and the reading of what they mean.
#include "codec/cot.hpp"

#include <expat.h>

#include <charconv>
#include <cmath>
#include <random>
#include <utility>

#include "codec/cot_words.hpp"
#include "core/check.hpp"

namespace vigie::codec {
namespace {

constexpr int kMaxDepth = 16;
constexpr int kMaxAttributes = 64;
constexpr int kMaxElements = 2000;
constexpr std::size_t kMaxText = 500;
constexpr std::size_t kMaxName = 256;          // bytes of uid, type, call sign
constexpr double kUnknownError_m = 9'999'999;  // CoT writes an unknown ce, le or hae so
constexpr double kMaxSpeed_mps = 150;

/// What the handlers saw, before anybody asks what it means.
struct Seen {
  std::string uid, type, how, time, stale, callsign, lat, lon, ce, speed, course;
  std::string chatroom, chat_id, remarks, emergency;
  std::string vigie_mission, vigie_state, vigie_status;
  bool cancel = false;
  bool has_parent = false;  ///< `<link relation="p-p">`: drawn by somebody, not a device's own report
  bool has_vigie = false;
  int points = 0;
};

enum class Collecting { Nothing, Remarks, Emergency };

struct Reading {
  XML_Parser parser = nullptr;
  Seen seen;
  std::optional<Error> fault;
  Collecting collecting = Collecting::Nothing;
  int collecting_depth = 0;
  int depth = 0;
  int elements = 0;

  void stop(ErrorKind kind, const char* what) {
    if (fault) return;
    fault = Error{kind, what};
    XML_StopParser(parser, XML_FALSE);
  }
};

/// Sets `target` where the attribute's name is `wanted`; the first `most` bytes.
bool take(const char** attribute, std::string_view wanted, std::string& target, std::size_t most = kMaxName) {
  if (wanted != attribute[0]) return false;
  target.assign(std::string_view(attribute[1]).substr(0, most));
  return true;
}

void read_event(Seen& seen, const char** attributes) {
  for (const char** a = attributes; *a; a += 2)
    if (!take(a, "uid", seen.uid) && !take(a, "type", seen.type) && !take(a, "time", seen.time) &&
        !take(a, "stale", seen.stale))
      take(a, "how", seen.how);
}

void read_point(Seen& seen, const char** attributes) {
  ++seen.points;
  for (const char** a = attributes; *a; a += 2)
    if (!take(a, "lat", seen.lat) && !take(a, "lon", seen.lon)) take(a, "ce", seen.ce);
}

std::string attribute(const char** attributes, std::string_view wanted) {
  std::string value;
  for (const char** a = attributes; *a; a += 2)
    if (take(a, wanted, value)) break;
  return value;
}

void read_detail(Reading& reading, std::string_view name, const char** attributes) {
  Seen& seen = reading.seen;
  if (name == "contact") seen.callsign = attribute(attributes, "callsign");
  else if (name == "track") {
    seen.speed = attribute(attributes, "speed");
    seen.course = attribute(attributes, "course");
  } else if (name == "link") {
    seen.has_parent = seen.has_parent || attribute(attributes, "relation") == "p-p";
  } else if (name == "__chat") {
    seen.chatroom = attribute(attributes, "chatroom");
    seen.chat_id = attribute(attributes, "id");
  } else if (name == "vigie") {
    seen.has_vigie = true;
    seen.vigie_mission = attribute(attributes, "mission");
    seen.vigie_state = attribute(attributes, "state");
    seen.vigie_status = attribute(attributes, "status");
  } else if (name == "emergency") {
    seen.cancel = seen.cancel || attribute(attributes, "cancel") == "true";
    reading.collecting = Collecting::Emergency;
    reading.collecting_depth = reading.depth;
  } else if (name == "remarks") {
    reading.collecting = Collecting::Remarks;
    reading.collecting_depth = reading.depth;
  }
}

void XMLCALL on_start(void* user, const char* name, const char** attributes) {
  auto& reading = *static_cast<Reading*>(user);
  if (++reading.depth > kMaxDepth) return reading.stop(ErrorKind::TooLarge, "more than 16 levels of elements");
  if (++reading.elements > kMaxElements) return reading.stop(ErrorKind::TooLarge, "more than 2000 elements");
  if (XML_GetSpecifiedAttributeCount(reading.parser) > 2 * kMaxAttributes)
    return reading.stop(ErrorKind::TooLarge, "more than 64 attributes in one element");
  const std::string_view element(name);
  if (reading.depth == 1) {
    if (element != "event") return reading.stop(ErrorKind::Malformed, "the root is not <event>");
    read_event(reading.seen, attributes);
  } else if (reading.depth == 2 && element == "point") {
    read_point(reading.seen, attributes);
  } else if (reading.depth == 3) {
    read_detail(reading, element, attributes);
  }
}

void XMLCALL on_end(void* user, const char*) {
  auto& reading = *static_cast<Reading*>(user);
  if (reading.depth == reading.collecting_depth) reading.collecting = Collecting::Nothing;
  --reading.depth;
}

void XMLCALL on_text(void* user, const char* text, int length) {
  auto& reading = *static_cast<Reading*>(user);
  if (reading.collecting == Collecting::Nothing) return;
  std::string& target = reading.collecting == Collecting::Remarks ? reading.seen.remarks : reading.seen.emergency;
  if (target.size() <= kMaxText) target.append(text, static_cast<std::size_t>(length));
}

void XMLCALL on_doctype(void* user, const char*, const char*, const char*, int) {
  static_cast<Reading*>(user)->stop(ErrorKind::Malformed, "a DOCTYPE, which is refused");
}

void XMLCALL on_entity(void* user, const char*, int, const char*, int, const char*, const char*, const char*,
                       const char*) {
  static_cast<Reading*>(user)->stop(ErrorKind::Malformed, "an entity declaration, which is refused");
}

/// At most 500 bytes, not cut inside a character; UTF-8 as Expat gives it.
std::string clipped(std::string text) {
  if (text.size() <= kMaxText) return text;
  std::size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

/// A finite decimal number; nothing for anything else, "NaN" included.
std::optional<double> number(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// A phone without a fix sends NaN, -1 or 9999999.0: absent, not an error.
std::optional<double> speed_of(std::string_view text) {
  const auto value = number(text);
  return value && *value >= 0 && *value <= kMaxSpeed_mps ? value : std::nullopt;
}

std::optional<double> heading_of(std::string_view text) {
  const auto value = number(text);
  if (!value || !(*value >= 0 && *value <= 360)) return std::nullopt;
  return *value == 360 ? 0.0 : *value;
}

bool is_alert(const Seen& seen) { return seen.type.starts_with("b-a-o-"); }

bool is_self_report(const Seen& seen) {
  return (seen.type == "a-f" || seen.type.starts_with("a-f-")) && !seen.has_parent && seen.how != "h-g-i-g-o";
}

/// A message to us, or to all, which with Vigie is us alone: it relays no chat.
bool is_to_us(const Seen& seen) {
  for (const std::string* room : {&seen.chatroom, &seen.chat_id})
    if (*room == "Vigie" || *room == "VIGIE" || *room == "All Chat Rooms") return true;
  return false;
}

Result<void> read_vigie(const Seen& seen, CotEvent& event) {
  if (!seen.vigie_status.empty()) {
    event.status = read_cot_status(seen.vigie_status);
    if (!event.status) return Error{ErrorKind::Malformed, "vigie status: expected free, busy or off_duty"};
    event.kind = CotKind::Status;
    return {};
  }
  if (seen.vigie_state == "sent" || seen.vigie_state == "cancelled")
    return {};  // our own marker come back, not an answer
  const auto state = read_cot_state(seen.vigie_state);
  if (!state) return Error{ErrorKind::Malformed, "vigie state: expected en_route, on_scene or done"};
  event.kind = CotKind::Answer;
  event.answer = CotAnswer{std::nullopt, *state};
  if (!seen.vigie_mission.empty()) event.answer->mission = MissionId(seen.vigie_mission);
  return {};
}

void read_chat(const Seen& seen, CotEvent& event) {
  const auto word = is_to_us(seen) ? read_cot_words(seen.remarks) : std::nullopt;
  if (!word) return;
  if (const auto* state = std::get_if<MissionState>(&*word)) {
    event.kind = CotKind::Answer;
    event.answer = CotAnswer{std::nullopt, *state};
  } else {
    event.kind = CotKind::Status;
    event.status = std::get<UnitStatus>(*word);
  }
}

Result<std::optional<geo::Position>> place_of(const Seen& seen) {
  const auto lat = number(seen.lat);
  const auto lon = number(seen.lon);
  if (!lat || !lon) return Error{ErrorKind::Malformed, "point: lat or lon is not a number"};
  const auto error_m = number(seen.ce);
  const bool no_fix = *lat == 0 && *lon == 0 && (!error_m || *error_m >= kUnknownError_m - 1 || *error_m == 999'999);
  if (no_fix) return std::optional<geo::Position>();
  const auto place = geo::Position::checked(geo::Latitude{*lat}, geo::Longitude{*lon});
  if (!place) return place.error();
  return std::optional<geo::Position>(*place);
}

/// What an event is, from its type first: an emergency stays one whatever else it carries.
Result<void> read_kind(const Seen& seen, CotEvent& event) {
  event.kind = CotKind::Other;
  if (is_alert(seen))
    event.kind = seen.cancel || seen.type == "b-a-o-can" ? CotKind::EmergencyCancelled : CotKind::Emergency;
  else if (seen.type == "t-x-c-t") event.kind = CotKind::Ping;
  else if (seen.has_vigie) return read_vigie(seen, event);
  else if (seen.type == "b-t-f") read_chat(seen, event);
  else if (is_self_report(seen)) event.kind = CotKind::Position;
  return {};
}

/// Everything but its meaning.
Result<CotEvent> read_frame(Seen& seen) {
  if (seen.uid.empty()) return Error{ErrorKind::Malformed, "event: uid is missing"};
  if (seen.type.empty()) return Error{ErrorKind::Malformed, "event: type is missing"};
  const auto time = parse_rfc3339(seen.time);
  const auto stale = parse_rfc3339(seen.stale);
  const auto place = seen.points == 1 ? place_of(seen) : Error{ErrorKind::Malformed, "event: expected one <point>"};
  if (!is_alert(seen)) {
    if (!time) return Error{ErrorKind::Malformed, "event: time is not a date like 2026-11-23T21:05:28Z"};
    if (!stale) return Error{ErrorKind::Malformed, "event: stale is not a date like 2026-11-23T21:05:28Z"};
    if (!place) return place.error();
  }
  return CotEvent{.kind = CotKind::Other,
                  .uid = std::move(seen.uid),
                  .type = seen.type,
                  .callsign = std::move(seen.callsign),
                  .time = time ? *time : Time(),
                  .stale = stale ? *stale : Time(),
                  .place = place ? *place : std::nullopt,
                  .speed_mps = speed_of(seen.speed),
                  .heading_deg = heading_of(seen.course),
                  .answer = std::nullopt,
                  .status = std::nullopt,
                  .text = {}};
}

Result<CotEvent> interpret(Seen& seen) {
  auto event = read_frame(seen);
  if (!event) return event;
  if (const auto kind = read_kind(seen, *event); !kind) return kind.error();
  event->text = clipped(std::move(is_alert(seen) ? seen.emergency : seen.remarks));
  return event;
}

}  // namespace

struct CotReader::Parser {
  Parser() : expat(XML_ParserCreate("UTF-8")), salt(std::random_device()() | 1U) { VIGIE_CHECK(expat != nullptr); }
  ~Parser() { XML_ParserFree(expat); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  XML_Parser expat;
  unsigned long salt;  ///< of Expat's hash tables; given once, or Expat asks the kernel for one at each event
};

CotReader::CotReader() : parser_(std::make_unique<Parser>()) {}
CotReader::~CotReader() = default;
CotReader::CotReader(CotReader&&) noexcept = default;
CotReader& CotReader::operator=(CotReader&&) noexcept = default;

Result<CotEvent> CotReader::read(std::string_view xml) {
  if (xml.size() > kMaxCotBytes) return Error{ErrorKind::TooLarge, "an event of more than 64 KiB"};
  const XML_Parser expat = parser_->expat;
  Reading reading;
  reading.parser = expat;
  XML_SetHashSalt(expat, parser_->salt);
  XML_SetUserData(expat, &reading);
  XML_SetElementHandler(expat, on_start, on_end);
  XML_SetCharacterDataHandler(expat, on_text);
  XML_SetStartDoctypeDeclHandler(expat, on_doctype);
  XML_SetEntityDeclHandler(expat, on_entity);

  const XML_Status status = XML_Parse(expat, xml.data(), static_cast<int>(xml.size()), XML_TRUE);
  const XML_Error code = XML_GetErrorCode(expat);
  XML_ParserReset(expat, "UTF-8");
  if (reading.fault) return *reading.fault;
  if (status != XML_STATUS_OK) return Error{ErrorKind::Malformed, std::string("not XML: ") + XML_ErrorString(code)};
  return interpret(reading.seen);
}

}  // namespace vigie::codec
