// SPDX-License-Identifier: Apache-2.0
// The C interface of XGBoost 1.7, its handles owned and its error codes turned into Results.
#include "crowd/boosted_trees.hpp"

#include <xgboost/c_api.h>

#include <cmath>
#include <string>
#include <utility>

#include "core/check.hpp"

namespace vigie::crowd {
namespace {

Error said(const char* when) {
  return {ErrorKind::Unavailable, std::string("XGBoost, ") + when + ": " + XGBGetLastError()};
}

class Matrix {
 public:
  explicit Matrix(const Rows& rows)
      : failed_(XGDMatrixCreateFromMat_omp(rows.values.data(), rows.count(), rows.columns, std::nanf(""), &handle_,
                                           1) != 0) {}
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;
  ~Matrix() {
    if (handle_ != nullptr) XGDMatrixFree(handle_);
  }
  DMatrixHandle get() const { return handle_; }
  bool failed() const { return failed_; }

 private:
  DMatrixHandle handle_ = nullptr;
  bool failed_;
};

}  // namespace

struct BoostedTrees::Booster {
  BoosterHandle handle = nullptr;

  Booster() = default;
  Booster(const Booster&) = delete;
  Booster& operator=(const Booster&) = delete;
  ~Booster() {
    if (handle != nullptr) XGBoosterFree(handle);
  }
};

BoostedTrees::BoostedTrees(std::unique_ptr<Booster> booster) : booster_(std::move(booster)) {}
BoostedTrees::BoostedTrees(BoostedTrees&&) noexcept = default;
BoostedTrees& BoostedTrees::operator=(BoostedTrees&&) noexcept = default;
BoostedTrees::~BoostedTrees() = default;

Result<BoostedTrees> BoostedTrees::fit(const Rows& rows, std::span<const float> targets,
                                       const BoostedTreesOptions& options) {
  VIGIE_CHECK(rows.count() > 0 && rows.count() == targets.size() && options.rounds > 0);
  const Matrix matrix(rows);
  if (matrix.failed()) return said("taking the rows");
  if (XGDMatrixSetFloatInfo(matrix.get(), "label", targets.data(), targets.size()) != 0)
    return said("taking the targets");

  auto booster = std::make_unique<Booster>();
  const DMatrixHandle handles[] = {matrix.get()};
  if (XGBoosterCreate(handles, 1, &booster->handle) != 0) return said("starting");
  const std::pair<const char*, std::string> parameters[] = {
      {"nthread", "1"},
      {"verbosity", "0"},
      {"tree_method", "hist"},
      {"objective", options.huber_slope > 0 ? "reg:pseudohubererror" : "reg:squarederror"},
      {"base_score", "0"},
      {"seed", std::to_string(options.seed)},
      {"max_depth", std::to_string(options.depth)},
      {"eta", std::to_string(options.learning_rate)},
      {"min_child_weight", std::to_string(options.smallest_leaf)},
      {"subsample", std::to_string(options.row_share)},
      {"colsample_bytree", std::to_string(options.column_share)},
      {"huber_slope", std::to_string(options.huber_slope > 0 ? options.huber_slope : 1)},
  };
  for (const auto& [name, value] : parameters)
    if (XGBoosterSetParam(booster->handle, name, value.c_str()) != 0) return said(name);
  for (int round = 0; round < options.rounds; ++round)
    if (XGBoosterUpdateOneIter(booster->handle, round, matrix.get()) != 0) return said("learning");
  return BoostedTrees(std::move(booster));
}

Result<std::vector<float>> BoostedTrees::predict(const Rows& rows) const {
  if (rows.count() == 0) return std::vector<float>{};
  const Matrix matrix(rows);
  if (matrix.failed()) return said("taking the rows");
  const char* const config =
      R"({"type":0,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false})";
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* values = nullptr;
  if (XGBoosterPredictFromDMatrix(booster_->handle, matrix.get(), config, &shape, &dimensions, &values) != 0)
    return said("predicting");
  VIGIE_CHECK(dimensions == 1 && shape[0] == rows.count());
  return std::vector<float>(values, values + rows.count());
}

}  // namespace vigie::crowd
