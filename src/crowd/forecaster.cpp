// SPDX-License-Identifier: Apache-2.0
// One model a horizon, all from the same views of the training days.
#include "crowd/forecaster.hpp"

#include <algorithm>
#include <utility>

namespace vigie::crowd {

Forecaster::Forecaster(Features features, const ForecasterOptions& options)
    : features_(std::move(features)), options_(options) {}

Result<Forecaster> Forecaster::fit(const Counts& counts, std::span<const Day> days, std::size_t first_day,
                                   std::size_t end_day, const Network& network, const ForecasterOptions& options) {
  VIGIE_CHECK(first_day >= 1 && first_day < end_day && end_day <= counts.days() && end_day <= days.size());
  VIGIE_CHECK(network.series() == counts.series() && !options.horizons.empty());
  Forecaster forecaster(Features(network, options.features), options);
  std::vector<DayView> views;
  for (std::size_t day = first_day; day < end_day; ++day)
    views.push_back(day_view(counts, days, day, end_day, counts.slots(), options.profile));
  for (const std::size_t horizon : options.horizons) {
    Result<HorizonModel> model = HorizonModel::fit(counts, days, views, forecaster.features_, horizon,
                                                   options.fewest_known_slots, options.slot_minutes, options.model);
    if (!model) return model.error();
    forecaster.models_.push_back(*std::move(model));
  }
  return forecaster;
}

const HorizonModel& Forecaster::model(std::size_t horizon) const {
  const auto found = std::find_if(models_.begin(), models_.end(),
                                  [horizon](const HorizonModel& model) { return model.horizon() == horizon; });
  VIGIE_CHECK(found != models_.end());
  return *found;
}

Result<std::vector<double>> Forecaster::forecast(const Counts& counts, std::span<const Day> days, std::size_t day,
                                                 std::size_t slot, std::size_t horizon) const {
  const std::size_t known = known_slots(slot, horizon);
  VIGIE_CHECK(known >= options_.fewest_known_slots);
  const DayView view = day_view(counts, days, day, day, known, options_.profile);
  return model(horizon).forecast(counts, days, view, features_, slot);
}

}  // namespace vigie::crowd
