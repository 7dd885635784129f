// SPDX-License-Identifier: Apache-2.0
// Unfolding, splitting, nesting.
#include "codec/icalendar_lines.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "codec/field_text.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostBytes = std::size_t{32} << 20;
constexpr std::size_t kMostLineBytes = std::size_t{64} << 10;
constexpr std::size_t kMostLines = 5'000;  // of a component
constexpr std::size_t kMostComponents = 100'000;
constexpr std::size_t kMostFaults = 1'000;
constexpr std::size_t kMostLevels = 6;
constexpr std::size_t kMostParameters = 20;
constexpr std::size_t kQuoted = 40;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Read past, never kept: of whom, for whom.
constexpr std::array<std::string_view, 4> kPeople{"ORGANIZER", "ATTENDEE", "CONTACT", "COMMENT"};
constexpr std::array<std::string_view, 4> kNotOurs{"VALARM", "VTODO", "VJOURNAL", "VFREEBUSY"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string capitals(std::string_view text) {
  std::string large(text);
  for (char& c : large)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return large;
}

Error at_line(ErrorKind kind, int line, const std::string& what) {
  return Error{kind, "line " + std::to_string(line) + ": " + what};
}

/// Content lines, folded ones put together.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  }

  /// The next line that is not empty; false at the end.
  bool next() {
    line_.clear();
    while (!text_.empty() && line_.empty()) {
      number_ = next_number_;
      line_ = physical();
      while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\t')) {
        text_.remove_prefix(1);
        const std::string_view more = physical();
        if (line_.size() <= kMostLineBytes) line_ += more;
      }
    }
    return !line_.empty();
  }
  bool is_too_long() const { return line_.size() > kMostLineBytes; }

  const std::string& text() const { return line_; }
  int number() const { return number_; }

 private:
  std::string_view physical() {
    const std::size_t end = text_.find('\n');
    std::string_view piece = text_.substr(0, end);
    text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
    ++next_number_;
    if (piece.ends_with('\r')) piece.remove_suffix(1);
    return piece;
  }

  std::string_view text_;
  std::string line_;
  int number_ = 0;
  int next_number_ = 1;
};

/// The first of `stops` outside of quotation marks; npos where there is none.
std::size_t find_outside_quotes(std::string_view text, std::string_view stops) {
  bool inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') inside = !inside;
    else if (!inside && stops.find(text[at]) != std::string_view::npos) return at;
  }
  return std::string_view::npos;
}

std::optional<CalendarLine> split(std::string_view text, int number) {
  const std::size_t colon = find_outside_quotes(text, ":");
  if (colon == std::string_view::npos) return std::nullopt;
  CalendarLine line;
  line.line = number;
  line.value = text.substr(colon + 1);
  std::string_view head = text.substr(0, colon);
  std::size_t semicolon = find_outside_quotes(head, ";");
  line.name = capitals(head.substr(0, semicolon));
  while (semicolon != std::string_view::npos && line.parameters.size() < kMostParameters) {
    head.remove_prefix(semicolon + 1);
    semicolon = find_outside_quotes(head, ";");
    const std::string_view parameter = head.substr(0, semicolon);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    std::string value(parameter.substr(equals + 1));
    std::erase(value, '"');
    line.parameters.emplace_back(capitals(parameter.substr(0, equals)), std::move(value));
  }
  if (line.name.empty()) return std::nullopt;
  return line;
}

class Nesting {
 public:
  Result<void> take(CalendarLine line) {
    if (line.name == "BEGIN") return begin(line);
    if (line.name == "END") return end(line);
    if (open_.empty())
      return at_line(ErrorKind::Malformed, line.line,
                     "'" + one_line(line.name, kQuoted) + "', expected BEGIN:VCALENDAR");
    if (skipped_ > 0 || among(kPeople, line.name)) return {};
    CalendarComponent& component = open_.back();
    if (component.lines.size() == kMostLines)
      return at_line(ErrorKind::TooLarge, line.line, "more than 5,000 lines in one " + component.name);
    component.lines.push_back(std::move(line));
    return {};
  }

  bool is_inside() const { return !open_.empty(); }

  Result<std::vector<CalendarComponent>> finish(int line) && {
    if (!open_.empty())
      return at_line(ErrorKind::Malformed, line, "the document ends within a " + open_.back().name + ": refused whole");
    if (calendars_.empty()) return at_line(ErrorKind::Malformed, 1, "not a calendar: expected BEGIN:VCALENDAR");
    return std::move(calendars_);
  }

 private:
  Result<void> begin(const CalendarLine& line) {
    const std::string name = capitals(trimmed(line.value));
    if (open_.empty() && name != "VCALENDAR")
      return at_line(ErrorKind::Malformed, line.line,
                     "BEGIN:" + one_line(name, kQuoted) + ", expected BEGIN:VCALENDAR");
    if (open_.size() == kMostLevels)
      return at_line(ErrorKind::TooLarge, line.line, "components nested deeper than six");
    if (++components_ > kMostComponents) return at_line(ErrorKind::TooLarge, line.line, "more than 100,000 components");
    if (skipped_ > 0 || among(kNotOurs, name)) ++skipped_;
    open_.push_back({one_line(name, kQuoted), {}, {}, line.line});
    return {};
  }

  Result<void> end(const CalendarLine& line) {
    const std::string name = one_line(capitals(trimmed(line.value)), kQuoted);
    if (open_.empty() || open_.back().name != name)
      return at_line(ErrorKind::Malformed, line.line,
                     "END:" + name + ", expected " + (open_.empty() ? "BEGIN:VCALENDAR" : "END:" + open_.back().name));
    CalendarComponent ended = std::move(open_.back());
    open_.pop_back();
    if (skipped_ > 0) --skipped_;
    else if (open_.empty()) calendars_.push_back(std::move(ended));
    else open_.back().parts.push_back(std::move(ended));
    return {};
  }

  std::vector<CalendarComponent> open_;  ///< outermost first
  std::vector<CalendarComponent> calendars_;
  std::size_t components_ = 0;
  int skipped_ = 0;  ///< how many of the open ones, innermost, are left out
};

}  // namespace

std::string_view CalendarLine::parameter(std::string_view wanted) const {
  for (const auto& [each, held] : parameters)
    if (each == wanted) return held;
  return {};
}

const CalendarLine* CalendarComponent::find(std::string_view wanted) const {
  for (const CalendarLine& each : lines)
    if (each.name == wanted) return &each;
  return nullptr;
}

std::string_view CalendarComponent::value(std::string_view wanted) const {
  const CalendarLine* const found = find(wanted);
  return found ? trimmed(found->value) : std::string_view();
}

Result<CalendarDocument> read_calendar(std::string_view text) {
  if (text.size() > kMostBytes)
    return Error{ErrorKind::TooLarge, std::to_string(text.size()) + " bytes, expected 32 MiB at most"};
  Lines lines(text);
  Nesting nesting;
  std::vector<std::string> faults;
  while (lines.next()) {
    auto line = lines.is_too_long() ? std::nullopt : split(lines.text(), lines.number());
    if (line) {
      if (auto taken = nesting.take(std::move(*line)); !taken) return taken.error();
      continue;
    }
    Error fault = at_line(ErrorKind::Malformed, lines.number(),
                          "'" + one_line(lines.text(), kQuoted) + "', expected NAME:VALUE of at most 64 KiB");
    if (!nesting.is_inside()) return fault;
    faults.push_back(std::move(fault.what));
    if (faults.size() > kMostFaults)
      return at_line(ErrorKind::TooLarge, lines.number(), "more than 1,000 lines are no calendar's");
  }
  auto calendars = std::move(nesting).finish(lines.number());
  if (!calendars) return calendars.error();
  return CalendarDocument{std::move(*calendars), std::move(faults)};
}

std::string unescaped(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      plain += text[at];
      continue;
    }
    const char escaped = text[++at];
    plain += escaped == 'n' || escaped == 'N' ? '\n' : escaped;
  }
  return plain;
}

}  // namespace vigie::codec
