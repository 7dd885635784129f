// SPDX-License-Identifier: Apache-2.0
// A small state machine: between events, in a start tag, in a body; each byte is looked at once.
#include "codec/cot_splitter.hpp"

namespace vigie::codec {
namespace {

constexpr std::string_view kOpen = "<event";
constexpr std::string_view kClose = "</event";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool ends_name(char c) { return is_space(c) || c == '>' || c == '/'; }

enum class Match { Yes, No, NeedsMore };

/// Does an event's start tag begin at `at`?
Match opens(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.size() <= kOpen.size()) return kOpen.starts_with(rest) ? Match::NeedsMore : Match::No;
  return rest.starts_with(kOpen) && ends_name(rest[kOpen.size()]) ? Match::Yes : Match::No;
}

/// White space and `<?xml …?>` are allowed between events; anything else is rubbish.
bool is_filler(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (text.starts_with("<?xml")) {
    const std::size_t end = text.find("?>");
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 2);
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  }
  return text.empty();
}

constexpr std::size_t kLongestFiller = 256;  // an XML declaration that is longer is rubbish

}  // namespace

void CotSplitter::feed(std::string_view bytes, const std::function<void(std::string_view)>& each) {
  buffer_.append(bytes);
  Step step = Step::Again;
  while (step == Step::Again) {
    switch (place_) {
      case Place::Between: step = seek(); break;
      case Place::StartTag: step = walk_start_tag(each); break;
      case Place::Body: step = walk_body(each); break;
    }
  }
  buffer_.erase(0, begin_);
  scan_ -= begin_;
  begin_ = 0;
}

/// What lies before `to` belongs to no event.
void CotSplitter::skip(std::size_t to) {
  const bool filler = is_filler(std::string_view(buffer_).substr(begin_, to - begin_));
  if (!filler && !in_garbage_) ++garbage_;
  in_garbage_ = in_garbage_ || !filler;  // one stretch is counted once, however many feeds it takes
  begin_ = scan_ = to;
}

CotSplitter::Step CotSplitter::seek() {
  while (true) {
    const std::size_t at = buffer_.find('<', scan_);
    if (at == std::string::npos) {
      scan_ = buffer_.size();
      if (scan_ - begin_ > kLongestFiller) skip(scan_);
      return Step::NeedsMore;
    }
    const Match match = opens(buffer_, at);
    if (match == Match::NeedsMore) {
      scan_ = at;
      if (at - begin_ > kLongestFiller) skip(at);
      return Step::NeedsMore;
    }
    scan_ = at + 1;
    if (match == Match::No) continue;
    skip(at);
    in_garbage_ = false;
    scan_ = at + kOpen.size();
    quote_ = 0;
    place_ = Place::StartTag;
    return Step::Again;
  }
}

CotSplitter::Step CotSplitter::walk_start_tag(const std::function<void(std::string_view)>& each) {
  for (; scan_ < buffer_.size(); ++scan_) {
    const char c = buffer_[scan_];
    if (c == '<') {  // never inside a tag, not even quoted: this event is broken
      ++garbage_;
      in_garbage_ = true;
      begin_ = scan_;
      place_ = Place::Between;
      return Step::Again;
    }
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '>') {
      ++scan_;
      if (buffer_[scan_ - 2] == '/') {
        finish(scan_, each);
      } else {
        place_ = Place::Body;
      }
      return Step::Again;
    }
  }
  return drop_if_oversized() ? Step::Again : Step::NeedsMore;
}

CotSplitter::Step CotSplitter::walk_body(const std::function<void(std::string_view)>& each) {
  const std::string_view text(buffer_);
  while (true) {
    const std::size_t at = text.find('<', scan_);
    if (at == std::string_view::npos) {
      scan_ = text.size();
      return drop_if_oversized() ? Step::Again : Step::NeedsMore;
    }
    scan_ = at;
    const std::string_view rest = text.substr(at);
    const Match open = opens(text, at);
    if (open == Match::Yes) {
      ++garbage_;
      begin_ = at;
      scan_ = at + kOpen.size();
      quote_ = 0;
      place_ = Place::StartTag;
      return Step::Again;
    }
    if (open == Match::NeedsMore || (rest.size() < kClose.size() && kClose.starts_with(rest)))
      return drop_if_oversized() ? Step::Again : Step::NeedsMore;
    if (rest.starts_with(kClose)) {
      std::size_t end = kClose.size();
      while (end < rest.size() && is_space(rest[end])) ++end;
      if (end == rest.size()) return drop_if_oversized() ? Step::Again : Step::NeedsMore;
      if (rest[end] == '>') {
        finish(at + end + 1, each);
        return Step::Again;
      }
    }
    ++scan_;
  }
}

void CotSplitter::finish(std::size_t end, const std::function<void(std::string_view)>& each) {
  const std::string_view event = std::string_view(buffer_).substr(begin_, end - begin_);
  if (event.size() > kMaxCotBytes) ++oversized_;
  else each(event);
  begin_ = scan_ = end;
  place_ = Place::Between;
}

bool CotSplitter::drop_if_oversized() {
  if (buffer_.size() - begin_ <= kMaxCotBytes) return false;
  ++oversized_;
  in_garbage_ = true;  // the rest of it is not counted again
  begin_ = scan_;
  place_ = Place::Between;
  return true;
}

}  // namespace vigie::codec
