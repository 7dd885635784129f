// SPDX-License-Identifier: Apache-2.0
// The server's TLS: 1.2 and later, forward secrecy, authenticated ciphers only.
#pragma once

#include "server/asio.hpp"

#include <boost/asio/ssl/context.hpp>

#include "core/result.hpp"
#include "server/server.hpp"

namespace vigie::server {

/// Errors: Io, naming the file that cannot be used.
Result<std::shared_ptr<asio::ssl::context>> make_tls_context(const TlsFiles& files);

}  // namespace vigie::server
