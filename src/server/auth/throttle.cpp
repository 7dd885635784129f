// SPDX-License-Identifier: Apache-2.0
// Failures by account in access.db, by address in memory.
#include "server/auth/throttle.hpp"

#include "server/auth/tokens.hpp"

namespace vigie::server::auth {
namespace {

constexpr std::size_t kAddresses = 10'000;  ///< remembered at once
constexpr std::int64_t kNames = 10'000;

}  // namespace

bool Throttle::admit_address(const std::string& address, Time now) {
  const Lock lock(mutex_);
  if (addresses_.size() >= kAddresses && !addresses_.contains(address)) {
    std::erase_if(addresses_, [&](const auto& each) { return now - each.second.since >= kAddressWindow; });
    if (addresses_.size() >= kAddresses) return false;
  }
  Attempts& attempts = addresses_[address];
  if (now - attempts.since >= kAddressWindow || now < attempts.since) attempts = {now, 0};
  return attempts.count++ < kFailuresPerAddress;
}

Result<bool> Throttle::admit(const std::string& name, const std::string& address) {
  const Time now = clock_.now();
  if (!admit_address(address, now)) return false;
  const std::string key = hash_token(name);  // what is typed as a name may be a password: it is not kept
  bool admitted = false;
  const Result<void> counted = database_.change([&](Database& database) -> Result<void> {
    // A lock ends kLock after the last attempt that counted. A clock set back must not lock for longer.
    Result<Statement> over = database.prepare("DELETE FROM failure WHERE last <= ?1 OR last > ?2");
    if (!over) return over.error();
    if (Result<void> run = over->bind(millis(now - kLock)).bind(millis(now)).run(); !run) return run;
    Result<Statement> count = database.prepare(
        "SELECT count, (SELECT count(*) FROM failure) FROM (SELECT 1)"
        " LEFT JOIN failure ON name = ?");
    if (!count) return count.error();
    const Result<bool> row = count->bind(key).step();
    if (!row) return row.error();
    admitted = count->integer(0) < kFailuresToLock && count->integer(1) < kNames;
    if (!admitted) return {};
    Result<Statement> add = database.prepare(
        "INSERT INTO failure VALUES(?1, 1, ?2) ON CONFLICT(name) DO UPDATE SET count = count + 1, last = ?2");
    if (!add) return add.error();
    return add->bind(key).bind(millis(now)).run();
  });
  if (!counted) return Error{ErrorKind::Unavailable, "nobody can log in now: " + counted.error().what};
  return admitted;
}

void Throttle::succeeded(const std::string& name, const std::string& address) {
  {
    const Lock lock(mutex_);
    const auto found = addresses_.find(address);
    if (found != addresses_.end() && found->second.count > 0) --found->second.count;
  }
  const std::string key = hash_token(name);
  (void)database_.change([&](Database& database) -> Result<void> {  // where it fails, the account locks early: safe
    Result<Statement> gone = database.prepare("DELETE FROM failure WHERE name = ?");
    if (!gone) return gone.error();
    return gone->bind(key).run();
  });
}

}  // namespace vigie::server::auth
