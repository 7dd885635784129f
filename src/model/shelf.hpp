// SPDX-License-Identifier: Apache-2.0
// Shelf<Key, T>: an ordered collection whose copy shares its items: what makes a snapshot of the Picture cheap.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <utility>

#include "core/check.hpp"

namespace vigie {

/// Items are immutable once put; `edit` replaces one by a changed copy. Copying costs a pointer per item.
template <class Key, class T>
class Shelf {
 public:
  using Items = std::map<Key, std::shared_ptr<const T>>;

  const T* find(const Key& key) const {
    const auto found = items_.find(key);
    return found == items_.end() ? nullptr : found->second.get();
  }

  void put(const Key& key, T item) { items_.insert_or_assign(key, std::make_shared<const T>(std::move(item))); }

  /// Applies `change(T&)` to a copy of an item that must be there, and puts it back.
  template <class Change>
  void edit(const Key& key, Change change) {
    const T* old = find(key);
    VIGIE_CHECK(old != nullptr);
    T next = *old;
    change(next);
    put(key, std::move(next));
  }

  void erase(const Key& key) { items_.erase(key); }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  typename Items::const_iterator begin() const { return items_.begin(); }
  typename Items::const_iterator end() const { return items_.end(); }

 private:
  Items items_;
};

}  // namespace vigie
