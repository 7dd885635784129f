// SPDX-License-Identifier: Apache-2.0
// Stages, each fitted to what the one before left over.
#include "crowd/horizon_model.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vigie::crowd {
namespace {

/// A state's newest slot weighs most. Chosen on validation days.
constexpr double kLagWeights[] = {1, 0.6, 0.4, 0.3, 0.2, 0.15};

/// People a slot: keeps the busyness of a nearly empty place from jumping.
constexpr double kFewPeople = 5;

/// Residuals of the whole network in the latest known slots, newest first; 0 before the morning.
std::vector<float> state_of(const DayView& view, std::size_t known, std::size_t lags) {
  std::vector<float> state(lags * view.series, 0.0F);
  for (std::size_t lag = 1; lag <= std::min(lags, known); ++lag) {
    const double weight = std::sqrt(kLagWeights[lag - 1]);
    const std::span<const double> residuals = view.residuals(known - lag);
    std::transform(residuals.begin(), residuals.end(),
                   state.begin() + static_cast<std::ptrdiff_t>((lag - 1) * view.series),
                   [weight](double residual) { return static_cast<float>(weight * residual); });
  }
  return state;
}

/// What trees and networks see beyond the ridge's features: when and where it is, how the day is shaped there, and what the stages
/// before say.
constexpr std::size_t kTreeColumns = 13;

/// `known` slots of the day were counted when it was asked.
void append_tree_row(Rows& rows, std::span<const float> features, const DayView& view, const Network& network,
                     std::size_t target, std::size_t slot, std::size_t known, DayKind kind, float by_ridge,
                     float by_state, float by_place) {
  const std::uint32_t own = network.targets[target];
  const std::uint32_t partner = network.partner[own];
  const auto expected = [&](std::uint32_t series, std::size_t when) {
    return series == kNoPartner ? 0.0 : view.profile.expected[view.cell(when, series)];
  };
  const double here = expected(own, slot), scale = view.scale[view.cell(slot, own)];
  const double before = slot > 0 ? expected(own, slot - 1) : here;
  const double after = slot + 1 < view.slots ? expected(own, slot + 1) : here;
  const double newest = known > 0 ? expected(own, known - 1) : here;
  const double last_step =
      known > 1 ? (newest - expected(own, known - 2)) / view.scale[view.cell(known - 1, own)] : 0.0;
  double whole_day = 0;
  for (std::size_t when = 0; when < view.slots; ++when) whole_day += expected(own, when);
  const double busyness = here / (whole_day / static_cast<double>(view.slots) + kFewPeople);
  rows.values.insert(rows.values.end(), features.begin(), features.end());
  for (const double shape : {here, expected(partner, slot), (after - here) / scale, (here - before) / scale,
                             (here - newest) / scale, last_step, busyness})
    rows.values.push_back(static_cast<float>(shape));
  rows.values.insert(rows.values.end(), {static_cast<float>(slot), static_cast<float>(network.group[own]),
                                         kind == DayKind::Rest ? 1.0F : 0.0F, by_ridge, by_state, by_place});
}

double people(const DayView& view, std::size_t slot, std::uint32_t series, float residual) {
  const std::size_t cell = view.cell(slot, series);
  return std::max(0.0, view.profile.expected[cell] + view.scale[cell] * static_cast<double>(residual));
}

/// Everything training needs, one row a day, slot and target, in that order.
struct Lesson {
  Rows features;
  std::vector<float> targets;         ///< residuals; 0 where not counted
  std::vector<const DayView*> views;  ///< one a day and slot
  std::vector<std::size_t> slots;     ///< beside it
};

Lesson lesson(const Counts& counts, std::span<const Day> days, const std::vector<DayView>& views,
              const Features& features, std::size_t horizon, std::size_t fewest_known) {
  Lesson all;
  all.features.columns = features.names().size();
  for (const DayView& view : views)
    for (std::size_t slot = 0; slot < view.slots; ++slot) {
      if (known_slots(slot, horizon) < fewest_known) continue;
      const Rows rows = features.make(counts, days, view, slot, horizon);
      all.features.values.insert(all.features.values.end(), rows.values.begin(), rows.values.end());
      for (const std::uint32_t series : features.network().targets)
        all.targets.push_back(static_cast<float>(view.residual[view.cell(slot, series)]));
      all.views.push_back(&view);
      all.slots.push_back(slot);
    }
  return all;
}

double mean_square(const std::vector<float>& values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  return sum / static_cast<double>(values.size());
}

}  // namespace

HorizonModel::HorizonModel(std::size_t horizon, std::size_t state_lags, std::vector<float> coefficients,
                           SimilarStates similar, PlaceRidges places, BoostedTrees trees, std::vector<NeuralNet> nets,
                           std::vector<HeldOut> held_out)
    : horizon_(horizon),
      state_lags_(state_lags),
      coefficients_(std::move(coefficients)),
      similar_(std::move(similar)),
      places_(std::move(places)),
      trees_(std::move(trees)),
      nets_(std::move(nets)),
      held_out_(std::move(held_out)) {}

Result<HorizonModel> HorizonModel::fit(const Counts& counts, std::span<const Day> days,
                                       const std::vector<DayView>& views, const Features& features, std::size_t horizon,
                                       std::size_t fewest_known, int slot_minutes, const ModelOptions& options) {
  VIGIE_CHECK(options.state_lags >= 1 && options.state_lags <= std::size(kLagWeights) && slot_minutes > 0);
  const Network& network = features.network();
  const std::size_t places = network.targets.size();
  const Lesson all = lesson(counts, days, views, features, horizon, fewest_known);
  VIGIE_CHECK(!all.targets.empty());
  std::vector<float> coefficients = ridge(all.features, all.targets, options.ridge_penalty);

  std::vector<float> by_ridge(all.targets.size());
  for (std::size_t i = 0; i < by_ridge.size(); ++i) by_ridge[i] = dot(all.features.row(i), coefficients);
  std::vector<Moment> moments;
  for (std::size_t i = 0; i < all.slots.size(); ++i) {
    const std::size_t known = known_slots(all.slots[i], horizon);
    Moment moment{all.views[i]->day, all.slots[i], state_of(*all.views[i], known, options.state_lags), {}};
    for (std::size_t row = i * places; row < (i + 1) * places; ++row)
      moment.outcome.push_back(all.targets[row] - by_ridge[row]);
    moments.push_back(std::move(moment));
  }
  const double penalty = options.state_penalty * std::max(mean_square(all.targets), 1e-9);
  SimilarStates similar(moments, {.slot_reach = options.state_reach_minutes / slot_minutes,
                                  .constant = options.state_constant_share * penalty,
                                  .penalty = penalty});

  const std::vector<float>& by_state = similar.without_own_day();
  for (std::size_t i = 0; i < moments.size(); ++i)
    for (std::size_t target = 0; target < places; ++target) moments[i].outcome[target] -= by_state[i * places + target];
  PlaceRidges particular(moments, network, counts.slots(), options.places);

  Rows tree_rows{all.features.columns + kTreeColumns, {}};
  tree_rows.values.reserve(all.targets.size() * tree_rows.columns);
  std::vector<float> left(all.targets.size());
  std::vector<HeldOut> held_out;
  const std::vector<float>& by_place = particular.without_own_day();
  for (std::size_t i = 0; i < all.slots.size(); ++i)
    for (std::size_t target = 0; target < places; ++target) {
      const std::size_t row = i * places + target;
      const DayView& view = *all.views[i];
      append_tree_row(tree_rows, all.features.row(row), view, network, target, all.slots[i],
                      known_slots(all.slots[i], horizon), days[view.day].kind, by_ridge[row], by_state[row],
                      by_place[row]);
      const float so_far = by_ridge[row] + by_state[row] + by_place[row];
      left[row] = all.targets[row] - so_far;
      const double count = counts.at(network.targets[target], view.day, all.slots[i]);
      if (!std::isnan(count))
        held_out.push_back({all.slots[i], static_cast<std::uint32_t>(target),
                            people(view, all.slots[i], network.targets[target], so_far), count});
    }
  Result<BoostedTrees> trees = BoostedTrees::fit(tree_rows, left, options.trees);
  if (!trees) return trees.error();
  std::vector<NeuralNet> nets;
  NeuralNetOptions one = options.net;
  for (std::uint32_t net = 0; net < options.nets; ++net, ++one.seed)
    nets.emplace_back(tree_rows, all.slots, places, counts.slots(), left, one);
  return HorizonModel(horizon, options.state_lags, std::move(coefficients), std::move(similar), std::move(particular),
                      *std::move(trees), std::move(nets), std::move(held_out));
}

Result<std::vector<double>> HorizonModel::forecast(const Counts& counts, std::span<const Day> days, const DayView& view,
                                                   const Features& features, std::size_t slot) const {
  const Network& network = features.network();
  const Rows rows = features.make(counts, days, view, slot, horizon_);
  const std::vector<float> state = state_of(view, known_slots(slot, horizon_), state_lags_);
  const std::vector<float> by_state = similar_.predict(state, slot), by_place = places_.predict(state, slot);
  std::vector<float> so_far;
  Rows tree_rows{rows.columns + kTreeColumns, {}};
  for (std::size_t target = 0; target < network.targets.size(); ++target) {
    const float by_ridge = dot(rows.row(target), coefficients_);
    so_far.push_back(by_ridge + by_state[target] + by_place[target]);
    append_tree_row(tree_rows, rows.row(target), view, network, target, slot, known_slots(slot, horizon_),
                    days[view.day].kind, by_ridge, by_state[target], by_place[target]);
  }
  Result<std::vector<float>> on_rest = trees_.predict(tree_rows);
  if (!on_rest) return on_rest.error();
  for (const NeuralNet& net : nets_) {
    const std::vector<float> by_net = net.predict(tree_rows, std::span(&slot, 1));
    const auto share = 1 / static_cast<float>(nets_.size());
    for (std::size_t target = 0; target < by_net.size(); ++target) (*on_rest)[target] += share * by_net[target];
  }
  const float weight = nets_.empty() ? 1.0F : 0.5F;
  std::vector<double> forecast;
  for (std::size_t target = 0; target < network.targets.size(); ++target)
    forecast.push_back(people(view, slot, network.targets[target], so_far[target] + weight * (*on_rest)[target]));
  return forecast;
}

}  // namespace vigie::crowd
