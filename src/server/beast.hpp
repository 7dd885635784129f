// SPDX-License-Identifier: Apache-2.0
// The two kinds of stream the server speaks over. For http_server.cpp and stream_socket.cpp only: Beast is slow to compile.
#pragma once

#include "server/asio.hpp"

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace vigie::server {

namespace beast = boost::beast;
namespace http = beast::http;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using HttpRequest = http::request<http::string_body>;
using HttpResponse = http::response<http::string_body>;

}  // namespace vigie::server
