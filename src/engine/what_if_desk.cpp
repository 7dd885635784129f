// SPDX-License-Identifier: Apache-2.0
// Jobs, one after the other.
#include "engine/what_if_desk.hpp"

#include <algorithm>
#include <utility>

namespace vigie::engine {
namespace {

bool is_open(WhatIfState state) { return state == WhatIfState::Waiting || state == WhatIfState::Running; }

constexpr double kMostPeople = 500'000;

}  // namespace

WhatIfDesk::WhatIfDesk(const roads::WalkGraph& walk, std::vector<OfferedScenario> scenarios)
    : walk_(walk), scenarios_(std::move(scenarios)), thread_([this] { run(); }) {}

WhatIfDesk::~WhatIfDesk() {
  {
    const Lock lock(mutex_);
    stopping_ = true;
    for (const auto& job : jobs_) job->cancelled = true;
  }
  wake_.notify_all();
  thread_.join();
}

const CrowdScenario* WhatIfDesk::find(const std::string& id) const {
  const auto found =
      std::find_if(scenarios_.begin(), scenarios_.end(), [&](const OfferedScenario& each) { return each.id == id; });
  return found == scenarios_.end() ? nullptr : &found->scenario;
}

Result<std::string> WhatIfDesk::ask(const std::string& who, WhatIfQuestion question) {
  if (find(question.scenario) == nullptr) return Error{ErrorKind::NotFound, "there is no such scenario"};
  if (question.runs > kMostRuns) return Error{ErrorKind::OutOfRange, "runs: expected 0 to 200"};
  if (question.people && !(*question.people >= 1 && *question.people <= kMostPeople))
    return Error{ErrorKind::OutOfRange, "people: expected 1 to 500,000"};
  const Lock lock(mutex_);
  for (const auto& job : jobs_)
    if (job->who == who && is_open(job->state)) {
      job->cancelled = true;
      if (job->state == WhatIfState::Waiting) job->state = WhatIfState::Cancelled;
    }
  const auto waiting =
      std::count_if(jobs_.begin(), jobs_.end(), [](const auto& job) { return job->state == WhatIfState::Waiting; });
  if (static_cast<std::size_t>(waiting) >= kMostWaiting)
    return Error{ErrorKind::Unavailable, "too many what-ifs wait; try again in a minute"};
  auto job = std::make_shared<Job>();
  job->id = "W-" + std::to_string(next_id_++);
  job->who = who;
  job->question = std::make_shared<const WhatIfQuestion>(std::move(question));
  jobs_.push_back(job);
  forget();
  wake_.notify_all();
  return job->id;
}

Result<WhatIfView> WhatIfDesk::look(const std::string& who, const std::string& id) const {
  const Lock lock(mutex_);
  for (const auto& job : jobs_)
    if (job->id == id && job->who == who)
      return WhatIfView{job->id, job->state, job->done, job->question, job->error, job->answer};
  return Error{ErrorKind::NotFound, "there is no such what-if of yours, or it was forgotten: ask again"};
}

Result<void> WhatIfDesk::cancel(const std::string& who, const std::string& id) {
  const Lock lock(mutex_);
  for (const auto& job : jobs_) {
    if (job->id != id || job->who != who) continue;
    job->cancelled = true;
    if (job->state == WhatIfState::Waiting) job->state = WhatIfState::Cancelled;
    return {};
  }
  return Error{ErrorKind::NotFound, "there is no such what-if of yours"};
}

std::shared_ptr<WhatIfDesk::Job> WhatIfDesk::next() {
  const auto found =
      std::find_if(jobs_.begin(), jobs_.end(), [](const auto& job) { return job->state == WhatIfState::Waiting; });
  return found == jobs_.end() ? nullptr : *found;
}

/// The oldest that are over, beyond kKept.
void WhatIfDesk::forget() {
  for (auto job = jobs_.begin(); jobs_.size() > kKept + kMostWaiting && job != jobs_.end();) {
    if (is_open((*job)->state)) ++job;
    else job = jobs_.erase(job);
  }
}

void WhatIfDesk::run() {
  while (true) {
    std::shared_ptr<Job> job;
    {
      Lock lock(mutex_);
      wake_.wait(lock.native(), [this]() VIGIE_THREAD_ANNOTATION(no_thread_safety_analysis) {
        return stopping_ || next() != nullptr;
      });
      if (stopping_) return;
      job = next();
      job->state = WhatIfState::Running;
    }
    compute(job);
  }
}

void WhatIfDesk::compute(const std::shared_ptr<Job>& job) {
  CrowdScenario scenario = *find(job->question->scenario);
  if (job->question->people) scenario.people = *job->question->people;
  movement::WhatIfOptions options;
  options.runs = job->question->runs;
  options.seed = job->question->seed;
  const movement::WhatIfWatch watch{[&](double done) {
                                      const Lock lock(mutex_);
                                      job->done = done;
                                    },
                                    [&] {
                                      const Lock lock(mutex_);
                                      return job->cancelled;
                                    }};
  auto answer = movement::what_if(walk_, scenario, job->question->changes, options, watch);
  const Lock lock(mutex_);
  if (answer) {
    job->answer = std::make_shared<const movement::WhatIfAnswer>(std::move(*answer));
    job->state = WhatIfState::Done;
    job->done = 1;
  } else if (job->cancelled) {
    job->state = WhatIfState::Cancelled;
  } else {
    job->error = answer.error();
    job->state = WhatIfState::Failed;
  }
}

}  // namespace vigie::engine
