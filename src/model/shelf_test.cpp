// SPDX-License-Identifier: Apache-2.0
// Claims about shelves: copies share, changes do not show in older copies.
#include "model/shelf.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>

namespace vigie {
namespace {

TEST(Shelf, AnItemOfACopyIsTheSameObject) {
  Shelf<int, std::string> shelf;
  shelf.put(1, "one");
  const Shelf<int, std::string> copy = shelf;
  EXPECT_EQ(copy.find(1), shelf.find(1));
}

TEST(Shelf, AKeyMadeFromTheItemThatIsPutIsNotLost) {
  Shelf<std::string, std::string> shelf;
  for (std::string name : {"one", "two"}) shelf.put(std::string(name), std::move(name));
  EXPECT_EQ(shelf.size(), 2u);
  EXPECT_EQ(*shelf.find("one"), "one");
}

TEST(Shelf, EditingWhatIsNotThereIsOurFault) {
  Shelf<int, std::string> shelf;
  EXPECT_DEATH(shelf.edit(1, [](std::string&) {}), "must hold");
}

TEST(Shelf, IteratingACopyWhileChangingTheOriginalIsSafe) {
  Shelf<int, std::string> shelf;
  for (int i = 0; i < 10; ++i) shelf.put(i, "x");
  const auto copy = shelf;
  for (const auto& [key, item] : copy) shelf.erase(key);
  EXPECT_TRUE(shelf.empty());
  EXPECT_EQ(copy.size(), 10u);
}

RC_GTEST_PROP(Shelf, BehavesAsAMapThatIsCopiedWhole, ()) {
  Shelf<int, int> shelf;
  std::map<int, int> twin;
  std::vector<std::pair<Shelf<int, int>, std::map<int, int>>> copies;
  for (int step = 0; step < 60; ++step) {
    const int key = *rc::gen::inRange(0, 8);
    switch (*rc::gen::inRange(0, 4)) {
      case 0: shelf.put(key, step), twin[key] = step; break;
      case 1: shelf.erase(key), twin.erase(key); break;
      case 2: copies.emplace_back(shelf, twin); break;
      default:
        if (!copies.empty())
          shelf = copies[static_cast<std::size_t>(step) % copies.size()].first,
          twin = copies[static_cast<std::size_t>(step) % copies.size()].second;
    }
  }
  copies.emplace_back(shelf, twin);
  for (const auto& [copy, expected] : copies) {
    std::map<int, int> seen;
    for (const auto& [key, item] : copy) seen[key] = *item;
    RC_ASSERT(seen == expected);
  }
}

}  // namespace
}  // namespace vigie
