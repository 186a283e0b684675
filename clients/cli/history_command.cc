#include "clients/cli/history_command.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using type::v1::FieldChange;
using type::v1::HistoryEntry;
using type::v1::ListHistoryRequest;
using type::v1::ListHistoryResponse;

struct HistoryOptions {
  std::vector<std::string> words;
  int limit = 20;
};

// The resource that `projects/p-001`, `project p-001` or a whole name mean.
absl::StatusOr<std::string> NameOfWords(const std::vector<std::string>& words,
                                        Session& session) {
  for (const ResourceKind& kind : ResourceKinds()) {
    if (words.size() > 1 && words[0] == kind.noun) {
      return session.Name(kind.pattern,
                          absl::StrJoin(words.begin() + 1, words.end(), "/"));
    }
  }
  const std::string text = absl::StrJoin(words, "/");
  const ResourceKind* kind = KindOfName(text);
  if (kind == nullptr) {
    return UsageError(
        absl::StrCat("\"", text, "\" does not say of what kind: write project ",
                     text, " or projects/", text));
  }
  return session.Name(kind->pattern, text);
}

std::string ChangedValue(const FieldChange& change, const std::string& value,
                         Session& session) {
  if (value.empty()) return "–";
  int64_t fen = 0;
  if (absl::EndsWith(change.path(), "_fen") && absl::SimpleAtoi(value, &fen)) {
    return FormatAmount(fen, session.language());
  }
  return value;
}

void PrintEntry(const HistoryEntry& entry, Session& session) {
  std::ostream& out = session.terminal().out;
  const auto* action =
      HistoryEntry::Action_descriptor()->FindValueByNumber(entry.action());
  const std::string method = entry.method();
  out << absl::FormatTime("%Y-%m-%d %H:%M:%S",
                          absl::FromUnixSeconds(entry.time().seconds()),
                          absl::LocalTimeZone())
      << "  "
      << (action == nullptr ? "" : EnumLabel(*action, session.language()))
      << "  " << entry.actor() << "  " << LastId(method) << "\n";
  for (const FieldChange& change : entry.changes()) {
    out << "    " << change.path() << ": "
        << ChangedValue(change, change.before(), session) << " → "
        << ChangedValue(change, change.after(), session) << "\n";
  }
}

absl::Status RunHistory(const HistoryOptions& options, Session& session) {
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  ASSIGN_OR_RETURN(const std::string name, NameOfWords(options.words, session));
  const auto* method =
      KindOfName(name)->Method("Get")->service()->FindMethodByName(
          "ListHistory");
  ListHistoryRequest request;
  request.set_name(name);
  ListHistoryResponse response;
  do {
    request.set_page_size(
        options.limit == 0
            ? kMostPerPage
            : std::min(kMostPerPage, options.limit - response.entries_size()));
    request.set_page_token(response.next_page_token());
    ListHistoryResponse page;
    RETURN_IF_ERROR(session.client().CallMethod(*method, request, page));
    response.clear_next_page_token();
    response.MergeFrom(page);
  } while (!response.next_page_token().empty() &&
           (options.limit == 0 || response.entries_size() < options.limit));

  std::ostream& out = session.terminal().out;
  if (session.output() == OutputFormat::kJson) {
    out << ToJson(response);
  } else if (session.output() == OutputFormat::kCsv) {
    out << CsvLine(
        {"time", "actor", "method", "action", "path", "before", "after"});
    for (const HistoryEntry& entry : response.entries()) {
      for (const FieldChange& change : entry.changes()) {
        out << CsvLine(
            {absl::FormatTime(absl::FromUnixSeconds(entry.time().seconds()),
                              absl::UTCTimeZone()),
             entry.actor(), entry.method(),
             HistoryEntry::Action_Name(entry.action()), change.path(),
             change.before(), change.after()});
      }
    }
  } else if (response.entries().empty()) {
    out << session.Say({"没有记录", "Nothing is on record"}) << "\n";
  } else {
    for (const HistoryEntry& entry : response.entries()) {
      PrintEntry(entry, session);
    }
    if (!response.next_page_token().empty()) {
      out << session.Say({"（还有更多；--limit 0 显示全部）\n",
                          "(there is more; --limit 0 shows all)\n"});
    }
  }
  return absl::OkStatus();
}

}  // namespace

void AddHistoryCommand(Session& session, CLI::App& app) {
  auto options = std::make_shared<HistoryOptions>();
  CLI::App* command =
      AddCommand(app, "history",
                 {"修改记录", "Who did what to a resource, field by field"},
                 "duikou history projects/p-001\nduikou history unit yichang\n"
                 "duikou history shortlist hzau p-001");
  command
      ->add_option("NAME", options->words,
                   "The resource: projects/ID, or the kind and the id 标识")
      ->required();
  command
      ->add_option("--limit", options->limit,
                   "The most entries; 0: all; 20 if not given 最多显示")
      ->type_name("NUMBER");
  command->callback([&session, options] {
    session.Select([&, options] { return RunHistory(*options, session); });
  });
}

}  // namespace duikou::cli
