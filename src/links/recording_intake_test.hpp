// SPDX-License-Identifier: Apache-2.0
// RecordingIntake: what the links handed over, for tests to look at.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/mutex.hpp"
#include "links/intake.hpp"

namespace vigie::links {

/// Accepts everything, unless `answer` is set first. Threads: any.
class RecordingIntake : public Intake {
 public:
  std::function<std::pair<Receipt, std::string>(const Observation&)> answer;

  void observe(Actor actor, Observation observation, std::function<void(Receipt, const std::string&)> done) override {
    const auto receipt = answer ? answer(observation) : std::pair<Receipt, std::string>(Receipt::Accepted, "");
    keep([&] { observed_.push_back({actor, std::move(observation)}); });
    done(receipt.first, receipt.second);
  }
  void report(UnitPosition position) override {
    keep([&] { reported_.push_back(std::move(position)); });
  }
  void command(Actor actor, Command command, std::function<void(Result<Outcome>)> done) override {
    keep([&] { commanded_.push_back({actor, std::move(command)}); });
    done(Outcome{});
  }
  void note(Actor actor, EntryBody fact) override {
    keep([&] { noted_.push_back({actor, std::move(fact)}); });
  }

  std::vector<std::pair<Actor, Observation>> observed() const { return copy(observed_); }
  std::vector<UnitPosition> reported() const { return copy(reported_); }
  std::vector<std::pair<Actor, Command>> commanded() const { return copy(commanded_); }

  /// The facts of one type, in order.
  template <class Fact>
  std::vector<Fact> noted() const {
    std::vector<Fact> facts;
    for (const auto& [actor, body] : copy(noted_))
      if (const auto* fact = std::get_if<Fact>(&body)) facts.push_back(*fact);
    return facts;
  }

  /// "tak/PM-03 up", "tak/PM-03 down" …
  std::vector<std::string> links() const {
    std::vector<std::string> lines;
    for (const auto& changed : noted<LinkChanged>())
      lines.push_back(changed.link + (changed.state == LinkState::Up ? " up" : " down"));
    return lines;
  }

  /// Waits until `holds`, asked after each thing that comes; false where it does not within five seconds.
  bool wait(const std::function<bool()>& holds) const {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (!holds()) {
      if (std::chrono::steady_clock::now() > end) return false;
      Lock lock(mutex_);
      came_.wait_for(lock.native(), std::chrono::milliseconds(20));
    }
    return true;
  }

 private:
  void keep(const std::function<void()>& add) {
    {
      const Lock lock(mutex_);
      add();
    }
    came_.notify_all();
  }
  template <class T>
  std::vector<T> copy(const std::vector<T>& all) const {
    const Lock lock(mutex_);
    return all;
  }

  mutable Mutex mutex_;
  mutable std::condition_variable came_;
  std::vector<std::pair<Actor, Observation>> observed_;
  std::vector<UnitPosition> reported_;
  std::vector<std::pair<Actor, Command>> commanded_;
  std::vector<std::pair<Actor, EntryBody>> noted_;
};

}  // namespace vigie::links
