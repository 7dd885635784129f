// SPDX-License-Identifier: Apache-2.0
// The clock of an event, and shapes learnt from what was seen.
#include "crowd/event_shape.hpp"

#include <gtest/gtest.h>

#include "crowd/event_book.hpp"

namespace vigie::crowd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

CityEvent match() {
  CityEvent event;
  event.kind = EventKind::Match;
  event.start = Time(hours(1000));
  event.end = event.start + hours(2);
  event.doors = event.start - hours(2);
  return event;
}

TEST(EventPhase, StretchesTheTimeBeforeSoThatTheDoorsAreANode) {
  const EventTimes times = event_times(match());
  EventShape nodes = {};
  for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i] = kEventNodes[i];
  const auto clock = [&](Time at) { return value_at(nodes, *event_phase(times, at)); };
  EXPECT_NEAR(clock(*match().doors), -60, 1e-9);
  EXPECT_NEAR(clock(match().start - minutes(30)), -15, 1e-9);
  EXPECT_NEAR(clock(match().start), 0, 1e-9);
  EXPECT_NEAR(clock(match().start + minutes(30)), 25, 1e-9);
  EXPECT_NEAR(clock(match().end), 100, 1e-9);
  EXPECT_NEAR(clock(match().end + minutes(45)), 145, 1e-9);
  EXPECT_FALSE(event_phase(times, times.felt_from()));
  EXPECT_FALSE(event_phase(times, times.felt_to()));
}

TEST(PriorShape, FillsAVenueByTheStartAndEmptiesItWithinTheHour) {
  const EventShape shape = prior_shape(EventKind::Match, EventRole::Venue);
  for (std::size_t i = 1; i < 9; ++i) EXPECT_LE(shape[i - 1], shape[i]);
  for (std::size_t i = 12; i < shape.size(); ++i) EXPECT_LE(shape[i], shape[i - 1]);
  EXPECT_GE(shape[7], 0.9);
  EXPECT_LE(shape[16], 0.1);
}

TEST(ShapeFit, FindsAShapeThatWasSeenAndKeepsThePriorWhereNothingWas) {
  const EventTimes times = event_times(match());
  const EventShape prior = prior_shape(EventKind::Match, EventRole::Venue);
  EventShape truth = prior;
  for (double& value : truth) value *= 0.7;
  ShapeFit fit;
  for (Time at = match().start; at <= match().end; at += minutes(5)) {
    const auto phase = *event_phase(times, at);
    for (int seen = 0; seen < 20; ++seen) fit.add(phase, value_at(truth, phase), 50);
  }
  const EventShape learnt = fit.solve(prior, 10);
  for (std::size_t i = 7; i <= 11; ++i) EXPECT_NEAR(learnt[i], truth[i], 0.02) << i;
  EXPECT_NEAR(learnt[3], prior[3], 1e-9);
  EXPECT_NEAR(learnt[15], prior[15], 1e-9);
}

TEST(EventBook, OneEventMovesTheShapePartOfTheWayAndManyAllOfIt) {
  const EventTimes times = event_times(match());
  const auto at = *event_phase(times, match().start + hours(1));
  const EventMoment moment{EventKind::Match, EventRole::Venue, 4, at, 0};
  EventBook book;
  const double before = book.share(moment);
  double after_one = 0;
  for (int event = 0; event < 20; ++event) {
    book.count_event(EventKind::Match, EventRole::Venue);
    for (Time slot = match().start; slot <= match().end; slot += minutes(5))
      book.learn({EventKind::Match, EventRole::Venue, 4, *event_phase(times, slot), 0}, 5000, 10'000, 200);
    book.solve();
    if (event == 0) after_one = book.share(moment);
  }
  EXPECT_NEAR(before, 1, 0.01);
  EXPECT_LT(after_one, 0.75);
  EXPECT_GT(after_one, 0.5);
  EXPECT_NEAR(book.share(moment), 0.5, 0.02);
  // Another venue follows its kind, not its like.
  EXPECT_NEAR(book.share({EventKind::Match, EventRole::Venue, 9, at, 0}), 0.5, 0.05);
  EXPECT_NEAR(book.share({EventKind::Concert, EventRole::Venue, 4, at, 0}), 1, 0.01);
  EXPECT_EQ(book.events(EventKind::Match, EventRole::Venue), 20);
}

TEST(EventBook, RainKeepsVisitorsOfAMarketAwayUntilItIsSeenThatItDoesNot) {
  const EventTimes times = event_times(match());
  const auto phase = *event_phase(times, match().start + hours(1));
  const EventMoment dry{EventKind::Market, EventRole::Venue, 0, phase, 0};
  EventMoment wet = dry;
  wet.raininess = 1;
  EventBook book;
  EXPECT_NEAR(book.share(wet) / book.share(dry), 0.8, 1e-9);
  for (int event = 0; event < 30; ++event) {
    book.count_event(EventKind::Market, EventRole::Venue);
    for (Time slot = match().start; slot <= match().end; slot += minutes(5)) {
      EventMoment moment = event % 2 == 0 ? dry : wet;
      moment.phase = *event_phase(times, slot);
      book.learn(moment, event % 2 == 0 ? 3000 : 3000, 10'000, 100);
    }
    book.solve();
  }
  EXPECT_GT(book.share(wet) / book.share(dry), 0.87);
}

}  // namespace
}  // namespace vigie::crowd
