// SPDX-License-Identifier: Apache-2.0
// Answers: the one table from kinds of error to HTTP statuses, refusals in one line, and JSON bodies.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "server/request.hpp"

namespace vigie::server {

int status_of(ErrorKind kind);

/// {"error":{"kind":…,"message":…}} with the status of its kind, or another one of the same meaning (429 for Unavailable).
Response refuse(const Error& error);
Response refuse(int status, const Error& error);

/// 200 with a JSON body.
Response json(std::string body);

/// A flat JSON object of strings, such as a login: member by member.
using Strings = std::map<std::string, std::string>;

/// Exactly `required` and at most `optional`; every value a string. Errors: Malformed, naming the member.
Result<Strings> read_strings(std::string_view body, std::initializer_list<std::string_view> required,
                             std::initializer_list<std::string_view> optional);

/// A query's whole number. Errors: OutOfRange, naming it.
Result<int> query_number(const Request& request, const std::string& name, int least, int most, int absent);

}  // namespace vigie::server
