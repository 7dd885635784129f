// SPDX-License-Identifier: Apache-2.0
// Weeks first, then the dates that differ.
#include "codec/gtfs_services.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

#include "codec/feed_rows.hpp"
#include "codec/local_stamp.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostServices = 500'000;
constexpr std::array<std::string_view, 7> kWeek{"monday", "tuesday",  "wednesday", "thursday",
                                                "friday", "saturday", "sunday"};

int weekday_of(std::int32_t day) {
  const std::chrono::sys_days date{std::chrono::days(day)};
  return static_cast<int>(std::chrono::weekday(date).iso_encoding()) - 1;
}

Error bad(const char* what) { return Error{ErrorKind::Malformed, what}; }

}  // namespace

Result<std::uint32_t> GtfsServices::service(std::string_view id) {
  if (id.empty()) return bad("service_id is empty");
  if (services_.size() == kMostServices && !services_.find(id))
    return Error{ErrorKind::TooLarge, "more than " + std::to_string(kMostServices) + " services"};
  const std::uint32_t number = services_.add(id);
  if (number == days_.size()) days_.push_back(0);
  return number;
}

Result<void> GtfsServices::read_weeks(const NamedFiles& files, FeedBuilder& builder) {
  auto piece = files.open("calendar.txt");
  if (!piece) return piece.error();
  auto rows = CsvRows::open(std::move(*piece), "calendar.txt");
  if (!rows) return rows.error();
  if (auto there = rows->require({"service_id", "start_date", "end_date"}); !there) return there;
  std::array<std::size_t, 7> columns{};
  for (std::size_t i = 0; i < kWeek.size(); ++i) {
    if (auto there = rows->require({kWeek[i]}); !there) return there;
    columns[i] = *rows->column(kWeek[i]);
  }
  const auto take = [&]() -> Result<void> {
    const auto start = read_day(rows->field(rows->column("start_date")));
    const auto end = read_day(rows->field(rows->column("end_date")));
    if (!start || !end) return bad("start_date or end_date is no day like 20261124");
    unsigned week = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string_view runs = rows->field(columns[i]);
      if (runs != "0" && runs != "1") return bad("a day of the week that is neither 0 nor 1");
      if (runs == "1") week |= 1U << i;
    }
    const auto number = service(rows->field(rows->column("service_id")));
    if (!number) return number.error();
    for (int n = 0; n < count_; ++n) {
      const std::int32_t day = first_ + n;
      if (day >= *start && day <= *end && (week >> weekday_of(day) & 1U) != 0) days_[*number] |= ServiceDays{1} << n;
    }
    return {};
  };
  return take_rows(*rows, builder, take);
}

Result<void> GtfsServices::read_dates(const NamedFiles& files, FeedBuilder& builder) {
  auto piece = files.open("calendar_dates.txt");
  if (!piece) return piece.error();
  auto rows = CsvRows::open(std::move(*piece), "calendar_dates.txt");
  if (!rows) return rows.error();
  if (auto there = rows->require({"service_id", "date", "exception_type"}); !there) return there;
  const auto take = [&]() -> Result<void> {
    const auto day = read_day(rows->field(rows->column("date")));
    if (!day) return bad("date is no day like 20261124");
    const std::string_view type = rows->field(rows->column("exception_type"));
    if (type != "1" && type != "2") return bad("exception_type is neither 1 nor 2");
    const auto number = service(rows->field(rows->column("service_id")));
    if (!number) return number.error();
    if (*day < first_ || *day >= first_ + count_) return {};
    const ServiceDays bit = ServiceDays{1} << (*day - first_);
    if (type == "1") days_[*number] |= bit;
    else days_[*number] &= ~bit;
    return {};
  };
  return take_rows(*rows, builder, take);
}

Result<GtfsServices> GtfsServices::read(const NamedFiles& files, std::int32_t first, int count, FeedBuilder& builder) {
  GtfsServices services;
  services.first_ = first;
  services.count_ = std::min(count, 32);
  const bool weeks = files.has("calendar.txt"), dates = files.has("calendar_dates.txt");
  if (!weeks && !dates) return bad("neither calendar.txt nor calendar_dates.txt is there");
  if (weeks)
    if (auto read = services.read_weeks(files, builder); !read) return read.error();
  if (dates)
    if (auto read = services.read_dates(files, builder); !read) return read.error();
  for (const ServiceDays days : services.days_) services.any_ |= days;
  return services;
}

ServiceDays GtfsServices::days_of(std::string_view service_id) const {
  const auto number = services_.find(service_id);
  return number ? days_[*number] : 0;
}

}  // namespace vigie::codec
