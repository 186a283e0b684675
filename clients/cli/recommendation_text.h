// Recommendations in words: the ranked list with its reasons, the parts of a
// score, what would change a rank, what the filters keep out.
#ifndef DUIKOU_CLIENTS_CLI_RECOMMENDATION_TEXT_H_
#define DUIKOU_CLIENTS_CLI_RECOMMENDATION_TEXT_H_

#include <google/protobuf/repeated_field.h>

#include <cstdint>
#include <string>

#include "clients/cli/session.h"

namespace duikou::cli {

// How much of each recommendation is told.
enum class Telling {
  kBasic,    // a row of a table
  kReasons,  // the reasons behind the points
  kParts,    // all criteria with weight, value and the rank without each
};

// The other side of the pair that a list is about.
enum class Shown { kProject, kSupporter };

using Recommendations =
    google::protobuf::RepeatedPtrField<matching::v1::Recommendation>;
using Weights =
    google::protobuf::RepeatedPtrField<matching::v1::CriterionWeight>;
using Counterfactuals =
    google::protobuf::RepeatedPtrField<matching::v1::Counterfactual>;
using FilterCounts =
    google::protobuf::RepeatedPtrField<matching::v1::FilterCount>;
using Means = google::protobuf::RepeatedPtrField<matching::v1::MeansLeft>;

// "行业 30%、区域 25%（曲线 40/70/90）": with the curves that are not straight,
// by what a quarter, a half and three quarters of a value count as, in percent.
std::string WeightsText(const Weights& weights, Session& session);

// "政策资金 5000万元、无偿援助 不限"; empty where none is stated.
std::string MeansText(const Means& means, const std::string& programme,
                      Session& session);

// The list, in the order given. Fetches the names that it shows.
void PrintRecommendations(const Recommendations& list, Shown shown,
                          Telling telling, Session& session);

// One recommendation in words, its parts as `telling` says.
void PrintRecommendation(const matching::v1::Recommendation& recommendation,
                         Shown shown, Telling telling, Session& session);

// CSV: a row a recommendation, its points by criterion.
void PrintRecommendationsCsv(const Recommendations& list, Session& session);

// The first change of each of a few projects; none for which nothing helps.
Counterfactuals FewCounterfactuals(const Counterfactuals& changes);

// "增加…": each with its project, if `with_project`.
void PrintCounterfactuals(const Counterfactuals& changes, bool with_project,
                          Session& session);

// "未列入：年度不符 12、…".
std::string FilteredText(const FilterCounts& counts, Session& session);

// A score of 0 to 10,000 as a bar of ten cells.
std::string ScoreBar(int score);

// 8765 → 8,765. REQUIRES: number ≥ 0.
std::string Thousands(int64_t number);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_RECOMMENDATION_TEXT_H_
