#include "tests/bench/ranking_sql.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "matcher/base/log2.h"
#include "matcher/scorer/criteria.h"
#include "tests/bench/ranking_instances.h"

namespace duikou::bench {
namespace {

constexpr int kSqlKinds = 3;

int64_t CeilingOf(const FundOffer& offer) {
  int64_t ceiling = offer.most > Money() ? offer.most.fen() : Money::kMaxFen;
  if (offer.means_left.has_value()) {
    ceiling = std::min(ceiling, offer.means_left->fen());
  }
  return ceiling;
}

// One side of the peak, `distance` steps from it.
std::string SideSql(const std::string& distance, int32_t span,
                    const SqlDialect& dialect) {
  return absl::StrCat("CASE WHEN ", distance, " >= ", span,
                      " THEN 2000 ELSE 10000 - 8000 * (", distance, ") ",
                      dialect.divide, " ", span, " END");
}

// The value of fund size by one kind (fund_curve.h).
std::string FundSql(const PreparedSupporter& supporter, FundKindIndex kind,
                    const SqlDialect& dialect) {
  const FundOffer& offer = supporter.supporter().funds[kind];
  const FundCurve& curve = supporter.curve(kind);
  const std::string log = absl::StrCat("log", kind);
  const int32_t peak = curve.peak_log();
  return absl::StrCat(
      "CASE WHEN open", kind, " = 0 OR open", kind, " < ", offer.least.fen(),
      " OR open", kind, " > ", CeilingOf(offer), " THEN 0 WHEN ", log, " = ",
      peak, " THEN 10000 WHEN ", log, " < ", peak, " THEN ",
      SideSql(absl::StrCat(peak, " - ", log), curve.left_span(), dialect),
      " ELSE ",
      SideSql(absl::StrCat(log, " - ", peak), curve.right_span(), dialect),
      " END");
}

std::string PassesSql(const PreparedSupporter& supporter, FundKindIndex kind) {
  return absl::StrCat("(open", kind, " > 0 AND smallest", kind,
                      " <= ", CeilingOf(supporter.supporter().funds[kind]),
                      ")");
}

// VALUES of what each sector or area is worth, and what was finished there.
template <typename Value>
std::string ValuesSql(int count, Value&& value) {
  std::vector<std::string> rows;
  for (int i = 0; i < count; ++i) {
    const auto [points, past] = value(i);
    rows.push_back(absl::StrCat("(", i, ",", points, ",", past, ")"));
  }
  return absl::StrJoin(rows, ",");
}

std::string ScoreSql(const PreparedSupporter& supporter, const Weights& weights,
                     const std::vector<std::string>& funds,
                     const SqlDialect& dialect) {
  const std::string fund = funds.size() == 1
                               ? funds[0]
                               : absl::StrCat(dialect.greatest, "(",
                                              absl::StrJoin(funds, ", "), ")");
  auto bits = [&](const std::string& of) {
    return absl::StrReplaceAll(dialect.popcount, {{"?", of}});
  };
  auto part = [&](Criterion c, const std::string& value) {
    return absl::StrCat(weights[c], " * (", value, ") ", dialect.divide,
                        " 10000");
  };
  return absl::StrJoin(
      {part(Criterion::kSector, "s.points"),
       part(Criterion::kRegion, "a.points"), part(Criterion::kFundSize, fund),
       part(Criterion::kCapability,
            absl::StrCat("CASE WHEN needs = 0 THEN 5000 ELSE 10000 * ",
                         bits(absl::StrCat("(needs & ",
                                           supporter.supporter().offers, ")")),
                         " ", dialect.divide, " ", bits("needs"), " END")),
       part(Criterion::kStanding, "standing"),
       part(Criterion::kRecord, "s.past + a.past")},
      " + ");
}

}  // namespace

std::string CreateProjects() {
  std::string columns =
      "id text, sector int, area int, open int, first_year int, last_year int, "
      "standing int, needs int";
  for (int kind = 0; kind < kSqlKinds; ++kind) {
    absl::StrAppend(&columns, ", open", kind, " bigint, smallest", kind,
                    " bigint, log", kind, " int");
  }
  return absl::StrCat("CREATE TABLE projects (", columns, ")");
}

std::string ProjectValues(const Project& project, const std::string& separator,
                          const std::string& quote) {
  std::vector<std::string> values = {
      quote + project.id + quote,
      absl::StrCat(project.sector),
      absl::StrCat(project.area),
      absl::StrCat(project.open ? 1 : 0),
      absl::StrCat(project.first_year),
      absl::StrCat(project.last_year),
      absl::StrCat(StandingCriterion::Value(project)),
      absl::StrCat(project.other_needs)};
  for (int kind = 0; kind < kSqlKinds; ++kind) {
    const int64_t open = project.funds[kind].open.fen();
    values.push_back(absl::StrCat(open));
    values.push_back(absl::StrCat(project.funds[kind].smallest().fen()));
    values.push_back(absl::StrCat(open > 0 ? Log2(open) : 0));
  }
  return absl::StrJoin(values, separator);
}

std::string BestProjectsSql(const PreparedSupporter& supporter,
                            const Weights& weights, int count,
                            const SqlDialect& dialect) {
  const Taxonomy& taxonomy = *supporter.taxonomy();
  std::vector<std::string> funds, passes;
  for (int kind = 0; kind < kSqlKinds; ++kind) {
    if (!supporter.supporter().funds[kind].gives) continue;
    funds.push_back(FundSql(supporter, kind, dialect));
    passes.push_back(PassesSql(supporter, kind));
  }
  return absl::StrCat(
      "WITH s(sector, points, past) AS (VALUES ",
      ValuesSql(taxonomy.sector_count(),
                [&](int i) {
                  return std::pair(SectorCriterion::Value(supporter, i),
                                   RecordCriterion::BySector(supporter, i));
                }),
      "), a(area, points, past) AS (VALUES ",
      ValuesSql(taxonomy.area_count(),
                [&](int i) {
                  return std::pair(RegionCriterion::Value(supporter, i),
                                   RecordCriterion::ByArea(supporter, i));
                }),
      ") SELECT id FROM projects JOIN s ON s.sector = projects.sector JOIN a "
      "ON a.area = projects.area WHERE open = 1 AND first_year <= ",
      kRankingYear, " AND last_year >= ", kRankingYear, " AND (",
      absl::StrJoin(passes, " OR "), ") ORDER BY ",
      ScoreSql(supporter, weights, funds, dialect), " DESC, id",
      dialect.collation, " LIMIT ", count);
}

}  // namespace duikou::bench
