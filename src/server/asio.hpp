// SPDX-License-Identifier: Apache-2.0
// Asio and Beast as the server uses them: one thread, coroutines, and the way from a callback back into a coroutine.
#pragma once

#include <utility>  // Boost 1.74's awaitable.hpp wants it before it

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace vigie::server {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using IoContext = std::shared_ptr<asio::io_context>;

/// A value that some thread gives and a coroutine of the server's thread waits for.
template <class T>
class Awaited {
 public:
  explicit Awaited(const IoContext& io) : io_(io), state_(std::make_shared<State>(*io)) {}

  /// What the giver calls, once, on any thread; also after nobody waits any more, or the server is gone.
  std::function<void(T)> giver() const {
    return [io = std::weak_ptr(io_), state = std::weak_ptr(state_)](T value) {
      const IoContext alive = io.lock();
      if (!alive) return;
      asio::post(*alive, [state, value = std::move(value)]() mutable {
        if (const auto waiting = state.lock()) {
          waiting->value = std::move(value);
          waiting->timer.cancel();
        }
      });
    };
  }

  /// Ends the waiting with nothing. Threads: the server's.
  std::function<void()> abandoner() const {
    return [state = std::weak_ptr(state_)] {
      if (const auto waiting = state.lock()) waiting->timer.cancel();
    };
  }

  /// Nothing where it did not come in time.
  asio::awaitable<std::optional<T>> wait(std::chrono::seconds most) {
    const std::shared_ptr<State> state = state_;
    if (!state->value) {
      state->timer.expires_after(most);
      boost::system::error_code ignored;
      co_await state->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return std::move(state->value);
  }

 private:
  struct State {
    explicit State(asio::io_context& io) : timer(io) {}
    asio::steady_timer timer;
    std::optional<T> value;
  };
  IoContext io_;
  std::shared_ptr<State> state_;
};

/// Calls `late` on the server's thread when the time is over, unless it is gone by then.
class Deadline {
 public:
  Deadline(asio::io_context& io, std::chrono::milliseconds most, std::function<void()> late) : timer_(io) {
    timer_.expires_after(most);
    timer_.async_wait([late = std::move(late)](boost::system::error_code error) {
      if (!error) late();
    });
  }

 private:
  asio::steady_timer timer_;  // its destructor cancels
};

}  // namespace vigie::server
