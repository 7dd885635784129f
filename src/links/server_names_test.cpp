// SPDX-License-Identifier: Apache-2.0
// Claims about the names in the server's certificate.
#include "links/server_names.hpp"

#include <gtest/gtest.h>

namespace vigie::links {
namespace {

using Names = std::vector<std::string>;

const Names kMachine{"desk", "192.0.2.7"};

TEST(ServerNames, OnLoopbackTheMachineItself) {
  EXPECT_EQ(server_names({{"127.0.0.1"}, "", {}}, kMachine).value(), (Names{"127.0.0.1", "localhost"}));
}

TEST(ServerNames, AnAddressOfOneListenerIsInTheCertificateOfBoth) {
  EXPECT_EQ(server_names({{"127.0.0.1", "192.0.2.9"}, "", {}}, kMachine).value(),
            (Names{"127.0.0.1", "192.0.2.9", "localhost"}));
}

TEST(ServerNames, EverywhereIsTheMachinesOwnNames) {
  for (const char* everywhere : {"0.0.0.0", "::", "0::0"})
    EXPECT_EQ(server_names({{everywhere}, "", {}}, kMachine).value(),
              (Names{"desk", "192.0.2.7", "localhost", "127.0.0.1"}))
        << everywhere;
}

TEST(ServerNames, WhatIsSaidCountsInsteadOfTheMachinesOwn) {
  EXPECT_EQ(server_names({{"0.0.0.0"}, "https://vigie.city.example:8443/", {"10.1.2.3"}}, kMachine).value(),
            (Names{"vigie.city.example", "10.1.2.3", "localhost", "127.0.0.1"}));
  EXPECT_EQ(server_names({{"0.0.0.0"}, "", {"10.1.2.3"}}, kMachine).value(),
            (Names{"10.1.2.3", "localhost", "127.0.0.1"}));
}

TEST(ServerNames, AnAddressIsOneNameHoweverItIsWritten) {
  EXPECT_EQ(server_names({{"2001:db8::1"}, "https://[2001:DB8:0::1]:8443", {}}, {}).value(),
            (Names{"2001:db8::1", "localhost", "127.0.0.1"}));
}

TEST(ServerNames, TheHostOfAUrl) {
  EXPECT_EQ(host_of("https://vigie.city.example").value(), "vigie.city.example");
  EXPECT_EQ(host_of("https://vigie.city.example:8443/console?x#y").value(), "vigie.city.example");
  EXPECT_EQ(host_of("http://127.0.0.1:8080").value(), "127.0.0.1");
  EXPECT_EQ(host_of("https://[::1]:8443/").value(), "::1");
  for (const char* wrong :
       {"", "vigie.city.example", "ftp://a", "https://", "https://:8443", "https://a b", "https://u@a", "https://[::1"})
    EXPECT_FALSE(host_of(wrong)) << wrong;
}

TEST(ServerNames, TheMachineKnowsItsName) {
  const Names names = machine_names();
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names) EXPECT_NE(name, "127.0.0.1");
}

}  // namespace
}  // namespace vigie::links
