// SPDX-License-Identifier: Apache-2.0
// Precisions of what was seen against those of the priors; rain as the ratio of what came to what a dry event draws.
#include "crowd/event_book.hpp"

#include <algorithm>
#include <cmath>

namespace vigie::crowd {
namespace {

/// One event differs from the next of its kind by so much of its attendance.
constexpr double kEventSpread = 0.15;
/// The assumed shape is wrong by so much; a zone's own shape differs so much from its kind's.
constexpr double kPriorSpread = 0.35;
constexpr double kZoneSpread = 0.15;
/// Three slots fall to a node of a quarter of an hour, and say the same thing.
constexpr double kAlike = 3;
/// What rain keeps away before it is learnt (assumed), and how many square shares that is worth.
constexpr double kRainPrior = 20;

double assumed_rain_factor(EventKind kind) {
  switch (kind) {
    case EventKind::Match:
    case EventKind::Concert: return 0.97;
    case EventKind::Fair: return 1;
    default: return 0.8;
  }
}

void write(ByteWriter& out, const EventShape& values) {
  for (const double value : values) out.real(value);
}

EventShape read_shape(ByteReader& in) {
  EventShape values{};
  for (double& value : values) value = in.real();
  return values;
}

}  // namespace

double EventBook::rain_factor(EventKind kind, double raininess) const {
  const auto index = static_cast<std::size_t>(kind);
  const double wet =
      (rain_seen_[index] + kRainPrior * assumed_rain_factor(kind)) / (rain_expected_[index] + kRainPrior);
  return 1 + raininess * (std::clamp(wet, 0.2, 1.5) - 1);
}

double EventBook::share(const EventMoment& moment) const {
  const std::size_t group = of(moment.kind, moment.role);
  const auto own = own_.find({group, moment.zone});
  const double value = own != own_.end() && own->second.solved ? value_at(own->second.shape, moment.phase)
                       : pooled_[group].solved                 ? value_at(pooled_[group].shape, moment.phase)
                                               : value_at(prior_shape(moment.kind, moment.role), moment.phase);
  return std::max(value, 0.0) * rain_factor(moment.kind, moment.raininess);
}

void EventBook::learn(const EventMoment& moment, double people, double attendance, double noise) {
  if (!(attendance > 0)) return;
  const std::size_t group = of(moment.kind, moment.role);
  const double factor = rain_factor(moment.kind, moment.raininess);
  const double share = people / attendance / factor;
  const double blur = noise / attendance;
  const double precision = 1 / (blur * blur + kEventSpread * kEventSpread) / kAlike;
  pooled_[group].fit.add(moment.phase, share, precision);
  own_[{group, moment.zone}].fit.add(moment.phase, share, precision);
  if (moment.raininess >= 0.5 && moment.role == EventRole::Venue) {
    const double dry = this->share(moment) / factor;
    rain_seen_[static_cast<std::size_t>(moment.kind)] += dry * people / attendance;
    rain_expected_[static_cast<std::size_t>(moment.kind)] += dry * dry;
  }
}

void EventBook::solve() {
  for (std::size_t group = 0; group < pooled_.size(); ++group) {
    if (events_[group] == 0) continue;
    const auto kind = static_cast<EventKind>(group / kEventRoles);
    const auto role = static_cast<EventRole>(group % kEventRoles);
    pooled_[group].shape = pooled_[group].fit.solve(prior_shape(kind, role), 1 / (kPriorSpread * kPriorSpread));
    pooled_[group].solved = true;
  }
  for (auto& [key, own] : own_) {
    if (!pooled_[key.first].solved) continue;
    own.shape = own.fit.solve(pooled_[key.first].shape, 1 / (kZoneSpread * kZoneSpread));
    own.solved = true;
  }
}

void EventBook::write(ByteWriter& out) const {
  const auto one = [&](const Learnt& learnt) {
    crowd::write(out, learnt.fit.diagonal);
    crowd::write(out, learnt.fit.beside);
    crowd::write(out, learnt.fit.moment);
  };
  for (const Learnt& learnt : pooled_) one(learnt);
  for (const int count : events_) out.i64(count);
  for (const double value : rain_seen_) out.real(value);
  for (const double value : rain_expected_) out.real(value);
  out.u64(own_.size());
  for (const auto& [key, learnt] : own_) {
    out.u64(key.first);
    out.u64(key.second);
    one(learnt);
  }
}

EventBook EventBook::read(ByteReader& in) {
  EventBook book;
  const auto one = [&] {
    Learnt learnt;
    learnt.fit.diagonal = read_shape(in);
    learnt.fit.beside = read_shape(in);
    learnt.fit.moment = read_shape(in);
    return learnt;
  };
  for (Learnt& learnt : book.pooled_) learnt = one();
  for (int& count : book.events_) count = static_cast<int>(in.i64());
  for (double& value : book.rain_seen_) value = in.real();
  for (double& value : book.rain_expected_) value = in.real();
  const std::uint64_t own = in.count(16);
  for (std::uint64_t i = 0; i < own; ++i) {
    const std::size_t group = in.u64(), zone = in.u64();
    if (group >= book.pooled_.size()) in.refuse();
    else book.own_[{group, zone}] = one();
  }
  book.solve();
  return book;
}

}  // namespace vigie::crowd
