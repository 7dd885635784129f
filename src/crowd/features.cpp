// SPDX-License-Identifier: Apache-2.0
// Sums per series and per group first, then one row a target, its columns always in the same order.
#include "crowd/features.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigie::crowd {
namespace {

/// People: below so many expected, a relative difference says little.
constexpr double kFewPeople = 20;
constexpr double kFewInNetwork = 100;

constexpr std::size_t kEarlierDays = 3;      // of the same kind
constexpr std::size_t kEarlierWeekdays = 2;  // of the same weekday
constexpr std::size_t kNetworkLags = 3;
constexpr std::size_t kNeighbourLags = 2;

/// Sums of counts minus expected, and of expected, over a stretch of slots.
struct Stretch {
  explicit Stretch(std::size_t size) : surplus(size, 0.0), expected(size, 0.0) {}

  void add(const DayView& view, std::size_t slot) {
    for (std::size_t series = 0; series < view.series; ++series) {
      surplus[series] += view.surplus[view.cell(slot, series)];
      expected[series] += view.profile.expected[view.cell(slot, series)];
    }
  }
  double share(std::size_t index, double few) const { return surplus[index] / (expected[index] + few); }

  std::vector<double> surplus, expected;
};

/// The same summed over the series of each group.
Stretch by_group(const Stretch& stretch, const std::vector<std::uint32_t>& group) {
  Stretch sums(1 + *std::max_element(group.begin(), group.end()));
  for (std::size_t series = 0; series < group.size(); ++series) {
    sums.surplus[group[series]] += stretch.surplus[series];
    sums.expected[group[series]] += stretch.expected[series];
  }
  return sums;
}

/// Earlier days to look at: of the same kind, and of the same weekday too; newest first.
struct EarlierDays {
  std::vector<std::size_t> kind, weekday;
};

EarlierDays earlier_days(std::span<const Day> days, std::size_t day) {
  EarlierDays earlier;
  for (std::size_t other = day; other-- > 0;) {
    if (days[other].kind != days[day].kind) continue;
    if (earlier.kind.size() < kEarlierDays) earlier.kind.push_back(other);
    if (days[other].weekday == days[day].weekday && earlier.weekday.size() < kEarlierWeekdays)
      earlier.weekday.push_back(other);
  }
  return earlier;
}

std::vector<std::string> names_of(const Network& network, const FeatureOptions& options) {
  std::vector<std::string> names;
  const auto numbered = [&](const char* name, std::size_t count) {
    for (std::size_t i = 1; i <= count; ++i) names.push_back(std::string(name) + " " + std::to_string(i));
  };
  numbered("own", options.recent_slots);
  numbered("other direction", options.recent_slots);
  for (const char* name : {"recent share", "recent share of other direction", "recent balance"})
    names.emplace_back(name);
  numbered("network", kNetworkLags);
  numbered("network's other direction", kNetworkLags);
  for (const char* name : {"network recently", "network's other direction recently"}) names.emplace_back(name);
  if (options.whole_day)
    for (const char* name :
         {"since morning", "other direction since morning", "share since morning",
          "share of other direction since morning", "balance since morning", "network since morning"})
      names.emplace_back(name);
  if (!network.neighbours.empty()) {
    numbered("neighbours", kNeighbourLags);
    numbered("neighbours' other direction", kNeighbourLags);
  }
  if (options.earlier_days) {
    numbered("day before", kEarlierDays);
    numbered("week before", kEarlierWeekdays);
    for (const char* name : {"day before, slots beside", "week before, slots beside"}) names.emplace_back(name);
  }
  for (const char* name : {"weekday", "weekday, slots beside"}) names.emplace_back(name);
  return names;
}

/// One target's row, filled from the left.
class Row {
 public:
  explicit Row(std::span<float> row) : row_(row) {}
  void add(double value) { row_[next_++] = static_cast<float>(value); }
  bool full() const { return next_ == row_.size(); }

 private:
  std::span<float> row_;
  std::size_t next_ = 0;
};

double mean_residual(const DayView& view, std::size_t slot, const std::vector<std::uint32_t>& of) {
  double sum = 0;
  for (const std::uint32_t series : of) sum += view.residual[view.cell(slot, series)];
  return of.empty() ? 0.0 : sum / static_cast<double>(of.size());
}

}  // namespace

Features::Features(Network network, const FeatureOptions& options)
    : network_(std::move(network)), options_(options), names_(names_of(network_, options)) {
  VIGIE_CHECK(network_.group.size() == network_.series() && !network_.targets.empty() && options.recent_slots > 0);
  VIGIE_CHECK(network_.neighbours.empty() || network_.neighbours.size() == network_.series());
}

Rows Features::make(const Counts& counts, std::span<const Day> days, const DayView& view, std::size_t slot,
                    std::size_t horizon) const {
  const std::size_t known = known_slots(slot, horizon);
  VIGIE_CHECK(horizon >= 1 && slot < view.slots && known <= view.known && view.series == network_.series());
  // Lag 1 is the newest known slot; before the morning there is nothing.
  const auto lagged = [&](std::size_t lag) { return lag <= known; };
  const auto at_lag = [&](std::size_t lag) { return known - lag; };

  Stretch recent(view.series), morning(view.series);
  for (std::size_t lag = 1; lag <= options_.recent_slots && lagged(lag); ++lag) recent.add(view, at_lag(lag));
  if (options_.whole_day)
    for (std::size_t past = 0; past < known; ++past) morning.add(view, past);
  const Stretch recent_groups = by_group(recent, network_.group), morning_groups = by_group(morning, network_.group);
  std::vector<Stretch> lag_groups;
  for (std::size_t lag = 1; lag <= kNetworkLags; ++lag) {
    Stretch one(view.series);
    if (lagged(lag) && lag <= options_.recent_slots) one.add(view, at_lag(lag));
    lag_groups.push_back(by_group(one, network_.group));
  }
  const EarlierDays earlier = earlier_days(days, view.day);

  Rows rows{names_.size(), std::vector<float>(names_.size() * network_.targets.size())};
  for (std::size_t target = 0; target < network_.targets.size(); ++target) {
    const std::uint32_t own = network_.targets[target];
    const std::uint32_t partner = network_.partner[own];
    const bool paired = partner != kNoPartner;
    const double scale = view.scale[view.cell(slot, own)];
    const std::uint32_t group = network_.group[own];
    const std::uint32_t other_group = paired ? network_.group[partner] : group;
    Row row(rows.row(target));

    for (std::size_t lag = 1; lag <= options_.recent_slots; ++lag)
      row.add(lagged(lag) ? view.residual[view.cell(at_lag(lag), own)] : 0.0);
    for (std::size_t lag = 1; lag <= options_.recent_slots; ++lag)
      row.add(lagged(lag) && paired ? view.residual[view.cell(at_lag(lag), partner)] : 0.0);
    const auto balance = [&](const Stretch& stretch) {  // people who came and have not left, or the other way round
      return paired ? (stretch.surplus[partner] - stretch.surplus[own]) /
                          (stretch.expected[partner] + stretch.expected[own] + kFewPeople)
                    : 0.0;
    };
    row.add(scale * recent.share(own, kFewPeople));
    row.add(paired ? scale * recent.share(partner, kFewPeople) : 0.0);
    row.add(scale * balance(recent));
    for (const Stretch& lag : lag_groups) row.add(scale * lag.share(group, kFewInNetwork));
    for (const Stretch& lag : lag_groups) row.add(scale * lag.share(other_group, kFewInNetwork));
    row.add(scale * recent_groups.share(group, kFewInNetwork));
    row.add(scale * recent_groups.share(other_group, kFewInNetwork));
    if (options_.whole_day) {
      const auto chance = [&](std::uint32_t series) {
        return morning.surplus[series] / std::sqrt(morning.expected[series] + kFewPeople);
      };
      row.add(chance(own));
      row.add(paired ? chance(partner) : 0.0);
      row.add(scale * morning.share(own, kFewPeople));
      row.add(paired ? scale * morning.share(partner, kFewPeople) : 0.0);
      row.add(scale * balance(morning));
      row.add(scale * morning_groups.share(group, kFewInNetwork));
    }
    if (!network_.neighbours.empty()) {
      for (std::size_t lag = 1; lag <= kNeighbourLags; ++lag)
        row.add(lagged(lag) ? mean_residual(view, at_lag(lag), network_.neighbours[own]) : 0.0);
      for (std::size_t lag = 1; lag <= kNeighbourLags; ++lag)
        row.add(lagged(lag) && paired ? mean_residual(view, at_lag(lag), network_.neighbours[partner]) : 0.0);
    }

    // How an earlier day differed from what is expected of this one, at the same slot.
    const auto differed = [&](const std::vector<std::size_t>& on, std::size_t index, std::size_t when) {
      if (index >= on.size() || when >= view.slots) return 0.0;
      const double count = counts.at(own, on[index], when);
      const std::size_t cell = view.cell(when, own);
      return std::isnan(count) ? 0.0 : (count - view.profile.expected[cell]) / view.scale[cell];
    };
    const auto beside = [&](const std::vector<std::size_t>& on) {
      return differed(on, 0, slot + 1) + (slot > 0 ? differed(on, 0, slot - 1) : 0.0);
    };
    if (options_.earlier_days) {
      for (std::size_t i = 0; i < kEarlierDays; ++i) row.add(differed(earlier.kind, i, slot));
      for (std::size_t i = 0; i < kEarlierWeekdays; ++i) row.add(differed(earlier.weekday, i, slot));
      row.add(beside(earlier.kind));
      row.add(beside(earlier.weekday));
    }
    const auto of_weekday = [&](std::size_t when) {
      return when < view.slots ? view.profile.weekday[view.cell(when, own)] / scale : 0.0;
    };
    row.add(of_weekday(slot));
    row.add(of_weekday(slot + 1) + (slot > 0 ? of_weekday(slot - 1) : 0.0));
    VIGIE_CHECK(row.full());
  }
  return rows;
}

}  // namespace vigie::crowd
