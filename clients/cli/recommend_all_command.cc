#include "clients/cli/recommend_all_command.h"

#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/output.h"
#include "clients/cli/progress_line.h"
#include "clients/cli/ranking_options.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using List = matching::v1::RecommendProjectsToAllResponse;
using MatchingStub = matching::v1::MatchingService::StubInterface;

// Where lists go as they come: one subclass a format.
class Printer {
 public:
  virtual ~Printer() = default;
  virtual void Take(const List& list) = 0;
  virtual void End() {}
};

// A row a project, with whole names.
class CsvPrinter final : public Printer {
 public:
  explicit CsvPrinter(std::ostream& out) : out_(out) {
    out_ << CsvLine({"supporter", "supporter_zh", "rank", "project",
                     "project_zh", "score", "rank_in_force"});
  }
  void Take(const List& list) override {
    for (const matching::v1::ListedProject& listed : list.projects()) {
      out_ << CsvLine({list.supporter(), list.display_name().zh(),
                       absl::StrCat(listed.rank()), listed.project(),
                       listed.display_name().zh(), absl::StrCat(listed.score()),
                       listed.rank_in_force() == 0
                           ? ""
                           : absl::StrCat(listed.rank_in_force())});
    }
  }

 private:
  std::ostream& out_;
};

// An array of messages.
class JsonPrinter final : public Printer {
 public:
  explicit JsonPrinter(std::ostream& out) : out_(out) { out_ << "["; }
  void Take(const List& list) override {
    out_ << (first_ ? "\n" : ",\n") << ToJson(list);
    first_ = false;
  }
  void End() override { out_ << "]\n"; }

 private:
  std::ostream& out_;
  bool first_ = true;
};

// A table for people, and what the lists come to.
class TablePrinter final : public Printer {
 public:
  TablePrinter(bool compared, Session& session)
      : compared_(compared), session_(session), table_(Columns()) {}

  void Take(const List& list) override {
    ++supporters_;
    without_profile_ += list.without_profile();
    changed_ += list.entered_size() > 0;
    entered_ += list.entered_size();
    std::string supporter = Name(list.display_name(), list.supporter());
    for (const matching::v1::ListedProject& listed : list.projects()) {
      table_.AddRow({std::exchange(supporter, ""), absl::StrCat(listed.rank()),
                     Name(listed.display_name(), listed.project()),
                     std::string(LastId(listed.project())),
                     absl::StrCat(listed.score()), Before(listed)});
    }
  }

  void End() override {
    Terminal& terminal = session_.terminal();
    if (!table_.empty()) {
      terminal.out << table_.Render(terminal.columns, terminal.Colour())
                   << "\n";
    }
    terminal.out << (session_.zh() ? SumZh() : SumEn()) << "\n";
  }

 private:
  std::vector<TableColumn> Columns() const {
    return {{.heading = session_.Say({"支援方", "Supporter"}),
             .flexible = true,
             .least = 12},
            {.heading = session_.Say({"名次", "Rank"}), .right = true},
            {.heading = session_.Say({"项目", "Project"}),
             .flexible = true,
             .least = 16},
            {.heading = session_.Say({"编号", "Id"})},
            {.heading = session_.Say({"总分", "Score"}), .right = true},
            {.heading = session_.Say({"现行名次", "Now"}), .right = true}};
  }

  std::string Name(const type::v1::LocalizedText& text,
                   const std::string& resource) const {
    const std::string& name =
        session_.zh() || text.en().empty() ? text.zh() : text.en();
    return name.empty() ? std::string(LastId(resource)) : name;
  }

  std::string Before(const matching::v1::ListedProject& listed) const {
    if (!compared_) return "";
    return listed.rank_in_force() == 0
               ? session_.Say({"200 名之外", "over 200"})
               : absl::StrCat(listed.rank_in_force());
  }

  std::string SumZh() const {
    std::string text = absl::StrCat("支援方 ", supporters_, " 家");
    if (without_profile_ > 0) {
      absl::StrAppend(&text, "，其中尚未填写支援能力 ", without_profile_,
                      " 家");
    }
    if (compared_) {
      absl::StrAppend(&text, "；按所给权重，", changed_,
                      " 家的名单有项目进入，共 ", entered_, " 个");
    }
    return text;
  }
  std::string SumEn() const {
    std::string text = absl::StrCat(
        supporters_, supporters_ == 1 ? " supporter" : " supporters");
    if (without_profile_ > 0) {
      absl::StrAppend(&text, ", ", without_profile_,
                      " of them without a capability profile yet");
    }
    if (compared_) {
      absl::StrAppend(&text, "; by the weights given, projects enter ",
                      changed_, changed_ == 1 ? " list" : " lists", ", ",
                      entered_, " in all");
    }
    return text;
  }

  const bool compared_;
  Session& session_;
  Table table_;
  int supporters_ = 0;
  int without_profile_ = 0;
  int changed_ = 0;
  int entered_ = 0;
};

std::unique_ptr<Printer> MakePrinter(bool compared, Session& session) {
  std::ostream& out = session.terminal().out;
  switch (session.output()) {
    case OutputFormat::kCsv:
      return std::make_unique<CsvPrinter>(out);
    case OutputFormat::kJson:
      return std::make_unique<JsonPrinter>(out);
    case OutputFormat::kTable:
      break;
  }
  return std::make_unique<TablePrinter>(compared, session);
}

absl::Status RunRecommendAll(const RankingOptions& options, Session& session) {
  matching::v1::RecommendProjectsToAllRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  request.set_year(options.year);
  request.set_list_size(options.top);
  RETURN_IF_ERROR(
      SetPairs(request, "weights", "--weights", {options.weights}, session));
  std::unique_ptr<Printer> printer;
  {
    ProgressLine progress(false, session);
    int done = 0;
    RETURN_IF_ERROR(session.client().Read(
        &MatchingStub::RecommendProjectsToAll, request, [&](const List& list) {
          // Nothing is printed where the call is refused.
          if (printer == nullptr) {
            printer = MakePrinter(!request.weights().empty(), session);
          }
          printer->Take(list);
          progress.Show(absl::StrCat(++done, "/", list.supporter_count()));
          return absl::OkStatus();
        }));
  }
  if (printer == nullptr) {
    printer = MakePrinter(!request.weights().empty(), session);
  }
  printer->End();
  return absl::OkStatus();
}

}  // namespace

void AddRecommendAll(Session& session, CLI::App& app) {
  auto options = std::make_shared<RankingOptions>();
  options->top = 3;
  CLI::App* command = AddCommand(
      app, "recommend-all",
      {"为全部支援方推荐项目，并可试算新权重",
       "Recommend projects to every supporter, by other weights too"},
      "duikou recommend-all\n"
      "duikou recommend-all --top 10 --output csv > lists.csv\n"
      "duikou recommend-all --weights sector=60,region=40");
  command
      ->add_option("--top", options->top,
                   "How many of each list, at most 100 每家列出几个")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  AddYear(*command, *options);
  AddWeights(*command, *options);
  command->callback([&session, options] {
    session.Select([&, options] { return RunRecommendAll(*options, session); });
  });
}

}  // namespace duikou::cli
