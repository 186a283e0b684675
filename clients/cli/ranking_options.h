// What the commands that rank have in common: options and lines of text.
#ifndef DUIKOU_CLIENTS_CLI_RANKING_OPTIONS_H_
#define DUIKOU_CLIENTS_CLI_RANKING_OPTIONS_H_

#include <google/protobuf/message.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/field_options.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/session.h"

namespace duikou::cli {

// What the ranking commands have in common, as typed.
struct RankingOptions {
  std::string unit;
  std::string project;
  int year = 0;
  int top = 10;
  std::string weights;
  bool explain = false;
  bool basic = false;
  bool only_new = false;
  bool include_dismissed = false;
  bool mark_seen = false;
  int diversity_sector = 0;
  int diversity_area = 0;
  std::vector<std::string> means;
  int most = 0;
  std::vector<std::string> search;
  std::shared_ptr<FieldOptions> filter;

  Telling telling() const {
    if (basic) return Telling::kBasic;
    return explain ? Telling::kParts : Telling::kReasons;
  }
  matching::v1::RecommendationView view() const {
    return basic ? matching::v1::RECOMMENDATION_VIEW_BASIC
                 : matching::v1::RECOMMENDATION_VIEW_FULL;
  }
};

// Options that several of the commands have; each is bound to `options`, which
// outlives the parser.
void AddUnit(CLI::App& command, RankingOptions& options);
void AddYear(CLI::App& command, RankingOptions& options);
void AddWeights(CLI::App& command, RankingOptions& options);
void AddTelling(CLI::App& command, RankingOptions& options);
void AddFilter(CLI::App& command, RankingOptions& options);

// Adds the pairs in `texts`, such as sector=40,region=30, to a list of the
// request. A usage error naming `option`.
absl::Status SetPairs(google::protobuf::Message& request, const char* field,
                      const std::string& option,
                      const std::vector<std::string>& texts, Session& session);

// "label: text", where there is a text.
void PrintLine(const std::string& label, const std::string& text,
               Session& session);

// The name of a resource with its id: 宜昌市 yichang.
std::string NamedWithId(const std::string& name, Session& session);

std::string YearText(int year, const Session& session);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_RANKING_OPTIONS_H_
