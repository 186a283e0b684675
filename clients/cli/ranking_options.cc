#include "clients/cli/ranking_options.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"
#include "clients/cli/field_options.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {

void AddYear(CLI::App& command, RankingOptions& options) {
  command
      .add_option("--year", options.year,
                  "The year to give in; this year if not given 年度")
      ->type_name("YEAR");
}

void AddWeights(CLI::App& command, RankingOptions& options) {
  command
      .add_option("--weights", options.weights,
                  "Weights for this call, such as sector=40,region=30 权重")
      ->type_name("CRITERION=WEIGHT,…");
}

void AddTelling(CLI::App& command, RankingOptions& options) {
  command
      .add_option("--top", options.top,
                  "How many; 0: all; 10 if not given 显示前几个")
      ->type_name("NUMBER");
  CLI::Option* basic = command.add_flag(
      "--basic", options.basic, "One line each, no reasons 每个一行，不列理由");
  CLI::Option* full = command.add_flag_function(
      "--full", [](int64_t) {}, "With reasons, the default 列出理由（默认）");
  command
      .add_flag("--explain", options.explain,
                "All criteria, with weights and ranks without each 逐项评分")
      ->excludes(basic);
  full->excludes(basic);
}

void AddFilter(CLI::App& command, RankingOptions& options) {
  options.filter =
      FieldOptions::Add(command, *catalogue::v1::ProjectFilter::descriptor(),
                        {.skipped = {"states", "year"}});
}

void AddUnit(CLI::App& command, RankingOptions& options) {
  command.add_option("UNIT", options.unit, "The supporter 支援方")->required();
}

absl::Status SetPairs(google::protobuf::Message& request, const char* field,
                      const std::string& option,
                      const std::vector<std::string>& texts, Session& session) {
  const auto* list = request.GetDescriptor()->FindFieldByName(field);
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    RETURN_IF_ERROR(
        InOption(option, SetField(request, *list, text, session.names())));
  }
  return absl::OkStatus();
}

void PrintLine(const std::string& label, const std::string& text,
               Session& session) {
  if (text.empty()) return;
  session.terminal().out << label << (session.zh() ? "：" : ": ") << text
                         << "\n";
}

std::string NamedWithId(const std::string& name, Session& session) {
  const std::string shown =
      session.display_names().TextOf(name, session.language());
  const std::string id = LastId(name);
  return shown == id ? id : absl::StrCat(shown, " ", id);
}

std::string YearText(int year, const Session& session) {
  return session.zh() ? absl::StrCat(year, "年") : absl::StrCat(year);
}

}  // namespace duikou::cli
