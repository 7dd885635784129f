// SPDX-License-Identifier: Apache-2.0
// Shelf<Key, T>: an ordered collection whose copies share until one is changed: what makes a snapshot of the Picture cheap.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <utility>

#include "core/check.hpp"

namespace vigie {

/// Items are immutable once put; `edit` replaces one by a changed copy. A copy of a shelf costs one pointer; the first change
/// after that costs a pointer per item, for the one that changes.
/// Threads: as any value; a copy that is not changed any more may be read and copied by many at once.
template <class Key, class T>
class Shelf {
 public:
  using Items = std::map<Key, std::shared_ptr<const T>>;

  Shelf() : items_(std::make_shared<Items>()) {}
  Shelf(const Shelf& other) : items_(other.share()), alone_(false) {}
  Shelf& operator=(const Shelf& other) {
    items_ = other.share();
    alone_ = false;
    return *this;
  }

  const T* find(const Key& key) const {
    const auto found = items_->find(key);
    return found == items_->end() ? nullptr : found->second.get();
  }

  /// `item` is moved from inside, after `key` was made: `put(Key(item.id), std::move(item))` does what it says.
  void put(Key key, T&& item) { own().insert_or_assign(std::move(key), std::make_shared<const T>(std::move(item))); }
  void put(const Key& key, const T& item) { put(Key(key), T(item)); }

  /// Applies `change(T&)` to a copy of an item that must be there, and puts it back.
  template <class Change>
  void edit(const Key& key, Change change) {
    const T* old = find(key);
    VIGIE_CHECK(old != nullptr);
    T next = *old;
    change(next);
    put(key, std::move(next));
  }

  void erase(const Key& key) { own().erase(key); }
  std::size_t size() const { return items_->size(); }
  bool empty() const { return items_->empty(); }
  typename Items::const_iterator begin() const { return std::as_const(*items_).begin(); }
  typename Items::const_iterator end() const { return std::as_const(*items_).end(); }

 private:
  std::shared_ptr<Items> share() const {
    if (alone_) alone_ = false;  // written once, by the thread that changes this shelf; later copies only read
    return items_;
  }

  Items& own() {
    if (!alone_) items_ = std::make_shared<Items>(*items_);
    alone_ = true;
    return *items_;
  }

  std::shared_ptr<Items> items_;
  mutable bool alone_ = true;  ///< nobody else holds items_
};

}  // namespace vigie
