// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value, or what the outside world did wrong.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/check.hpp"

namespace vigie {

/// What sort of fault it was; one table in server/ turns it into an HTTP status.
enum class ErrorKind {
  Malformed,   ///< bytes that are not of the format
  OutOfRange,  ///< a value outside what it may be
  TooLarge,    ///< beyond a limit of size, depth or count
  NotFound,
  Conflict,      ///< somebody else was first, or the state does not allow it
  Unauthorised,  ///< who are you?
  Forbidden,     ///< we know who you are; the answer is no
  Unavailable,   ///< not now: loading, down, full
  Corrupt,       ///< our own stored data does not check
  Io,            ///< the operating system said no
};

/// One fault, in one line: what was seen, and what was expected.
struct Error {
  ErrorKind kind;
  std::string what;
};

/// "malformed", "out of range" …: the kind in words, for logs and `--json`.
const char* name(ErrorKind kind);

/// A value or an Error. Reading the absent side is our fault and trips VIGIE_CHECK.
template <class T>
class [[nodiscard]] Result {
 public:
  // NOLINTBEGIN(google-explicit-constructor): `return value;` and `return Error{…};` are the point of it.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  // NOLINTEND(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & {
    VIGIE_CHECK(ok());
    return std::get<0>(state_);
  }
  const T& value() const& {
    VIGIE_CHECK(ok());
    return std::get<0>(state_);
  }
  T&& value() && {
    VIGIE_CHECK(ok());
    return std::get<0>(std::move(state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    VIGIE_CHECK(!ok());
    return std::get<1>(state_);
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor): as above

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Error& error() const {
    VIGIE_CHECK(!ok());
    return *error_;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace vigie
