// SPDX-License-Identifier: Apache-2.0
// A noisy table drawn towards what its columns have in common.
#pragma once

#include <cstddef>
#include <vector>

namespace vigie::crowd {

/// Each singular value s becomes max(0, s − price / s): directions in which many columns move together stay, what one cell
/// does alone goes. `table` is row-major, `columns` wide; `price` in units of its square, ≥ 0.
/// Source: Efron, Morris, "Empirical Bayes on vector observations: an extension of Stein's method", Biometrika 1972.
/// Threads: any. Cost: rows³ + rows² · columns.
void shrink_singular_values(std::vector<double>& table, std::size_t columns, double price);

}  // namespace vigie::crowd
