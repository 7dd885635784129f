// SPDX-License-Identifier: Apache-2.0
// The Kalman filter's correction: all members into one table, each reading observed, and back into the members.
#include <algorithm>
#include <cmath>
#include <span>

#include "flow/assimilation.hpp"

namespace vigie::flow {
namespace {

/// What is below 0 becomes 0, and the rest is scaled so that the sum stays (0 where it was below).
void settle(std::span<double> part) {
  double wanted = 0, positive = 0;
  for (double& value : part) {
    wanted += value;
    value = std::max(0.0, value);
    positive += value;
  }
  if (positive <= 0) return;
  for (double& value : part) value *= std::max(0.0, wanted) / positive;
}

double deviation(const EnsembleTable& table, std::size_t row) {
  const double* values = table.row(row);
  return std::sqrt(variance_of(values, table.members(), mean_of(values, table.members())));
}

}  // namespace

Assimilation::Rows Assimilation::rows() const {
  const Simulation& any = members_.front();
  return {any.people().size(), any.demand().sources.size() * any.destinations(), unknowns_.size(), gauges_.size()};
}

EnsembleTable Assimilation::gather() const {
  EnsembleTable table(rows().first_gauge() + gauges_.size(), members_.size());
  for (std::size_t m = 0; m < members_.size(); ++m) {
    std::size_t row = 0;
    const auto put = [&](double value) { table.row(row++)[m] = value; };
    for (const double people : members_[m].people()) put(people);
    for (std::size_t i = 0; i < members_[m].demand().sources.size(); ++i)
      for (const double people : members_[m].source_queue(i)) put(people);
    for (const double number : numbers_[m]) put(number);
    for (const std::vector<double>& expected : expected_) put(expected[m]);
  }
  return table;
}

/// What distance leaves of a gauge's correction of a row. Queues and inputs of the whole crowd are corrected from anywhere.
double Assimilation::reach(std::size_t gauge, std::size_t row) const {
  const Rows of = rows();
  if (row < of.people) return reach_[gauge][place_of_cell_[row / (2 * members_.front().destinations())]];
  if (row < of.first_unknown() + unknowns_.first_of_sections()) return 1;
  if (row < of.first_gauge()) return reach_[gauge][row - of.first_unknown() - unknowns_.first_of_sections()];
  return reach_[gauge][home_[row - of.first_gauge()]];
}

Correction Assimilation::correct(const std::vector<std::optional<double>>& heard) {
  EnsembleTable table = gather();
  const Rows of = rows();
  std::vector<double> before;
  for (std::size_t u = 0; u < of.unknowns; ++u) before.push_back(deviation(table, of.first_unknown() + u));
  for (std::size_t g = 0; g < heard.size(); ++g) {
    if (!heard[g]) continue;
    const std::size_t row = of.first_gauge() + g;
    // Half way between what was expected and what was read: an error by the lower of the two would be believed too much.
    const double there = std::max(0.0, (mean_of(table.row(row), table.members()) + *heard[g]) / 2);
    // At a door it counts who comes; ways and speeds, which the model gets wrong, do not enter.
    const double model_error = gauges_[g].at_door() ? 0 : options_.model_error;
    const double variance = gauges_[g].variance(there) + std::pow(model_error * there, 2);
    table.observe(row, *heard[g], variance, [&](std::size_t r) { return reach(g, r); });
  }
  for (std::size_t u = 0; u < of.unknowns; ++u) {
    double* row = table.row(of.first_unknown() + u);
    const double now = deviation(table, of.first_unknown() + u), middle = mean_of(row, table.members());
    if (!(now > 1e-9 && now < before[u])) continue;
    const double wider = 1 + options_.kept_spread * (before[u] - now) / now;
    for (std::size_t m = 0; m < table.members(); ++m) row[m] = middle + wider * (row[m] - middle);
  }
  return scatter(table);
}

Correction Assimilation::scatter(const EnsembleTable& table) {
  const Rows of = rows();
  const std::size_t destinations = members_.front().destinations(), in_cell = 2 * destinations;
  std::vector<double> people(of.people), queues(of.queues);
  Correction all;
  for (std::size_t m = 0; m < table.members(); ++m) {
    for (std::size_t r = 0; r < of.people; ++r) people[r] = table.row(r)[m];
    for (std::size_t r = 0; r < of.queues; ++r) queues[r] = table.row(of.first_queue() + r)[m];
    for (std::size_t cell = 0, last = 0; cell < place_of_cell_.size(); cell = last) {
      while (last < place_of_cell_.size() && place_of_cell_[last] == place_of_cell_[cell]) ++last;
      settle(std::span(people).subspan(cell * in_cell, (last - cell) * in_cell));
    }
    for (std::size_t i = 0; i < queues.size(); i += destinations) settle(std::span(queues).subspan(i, destinations));
    for (std::size_t u = 0; u < of.unknowns; ++u)
      numbers_[m][u] = std::clamp(table.row(of.first_unknown() + u)[m], -4.0, 4.0);
    const Correction one = members_[m].correct(people, queues);
    members_[m].adjust(unknowns_.inputs(numbers_[m]));
    all.added += one.added;
    all.removed += one.removed;
  }
  return all;
}

}  // namespace vigie::flow
