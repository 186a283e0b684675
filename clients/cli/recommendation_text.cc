#include "clients/cli/recommendation_text.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "clients/cli/amount.h"
#include "clients/cli/display_width.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/client.h"

namespace duikou::cli {
namespace {

using matching::v1::Counterfactual;
using matching::v1::Criterion;
using matching::v1::CriterionWeight;
using matching::v1::Recommendation;
using matching::v1::ScorePart;

constexpr int64_t kWhole = 10'000;
// Without --explain no more projects are told what would bring them in.
constexpr size_t kFewCounterfactuals = 5;

std::string CriterionLabel(Criterion criterion, Language language) {
  const auto* value =
      matching::v1::Criterion_descriptor()->FindValueByNumber(criterion);
  return value == nullptr ? absl::StrCat(criterion)
                          : EnumLabel(*value, language);
}

// Hundredths of a percent: 30%, 12.5%.
std::string Percent(int64_t basis_points) {
  std::string text = absl::StrCat(basis_points / 100);
  const int64_t rest = basis_points % 100;
  if (rest % 10 != 0) {
    absl::StrAppend(&text, ".", rest / 10, rest % 10);
  } else if (rest != 0) {
    absl::StrAppend(&text, ".", rest / 10);
  }
  return text + "%";
}

// What a value counts as by the curve, if it is not straight.
std::string CurveText(const CriterionWeight& weight, const Session& session) {
  const auto& points = weight.curve_points();
  bool straight = true;
  std::vector<std::string> percents;
  for (int i = 0; i < points.size(); ++i) {
    straight = straight && points[i] == kWhole / 4 * (i + 1);
    percents.emplace_back(absl::StripSuffix(Percent(points[i]), "%"));
  }
  if (straight) return "";
  return absl::StrCat(session.Say({"（曲线 ", " (curve "}),
                      absl::StrJoin(percents, "/"), session.Say({"）", ")"}));
}

// How well a pair does, and what that counts as where it is not the same.
std::string FitText(const ScorePart& part) {
  if (part.counted_value() == part.value()) return Percent(part.value());
  return absl::StrCat(Percent(part.value()), " → ",
                      Percent(part.counted_value()));
}

const char* Comma(const Session& session) { return session.zh() ? "、" : ", "; }

std::string Bold(const std::string& text, Session& session) {
  return session.terminal().Colour() ? absl::StrCat("\033[1m", text, "\033[0m")
                                     : text;
}

std::string Dim(const std::string& text, Session& session) {
  return session.terminal().Colour() ? absl::StrCat("\033[2m", text, "\033[0m")
                                     : text;
}

const std::string& OtherSide(const Recommendation& recommendation,
                             Shown shown) {
  return shown == Shown::kProject ? recommendation.project()
                                  : recommendation.supporter();
}

std::string TitleOf(const Recommendation& recommendation, Shown shown,
                    Session& session) {
  const std::string told =
      In(recommendation.display_name(), session.language());
  return told.empty()
             ? session.display_names().TextOf(OtherSide(recommendation, shown),
                                              session.language())
             : told;
}

// "新", "候选" and what the diversity took off.
std::string Marks(const Recommendation& recommendation, Shown shown,
                  Session& session) {
  std::string marks;
  if (shown == Shown::kSupporter) return marks;
  if (recommendation.is_new()) marks += session.Say({" [新]", " [new]"});
  if (recommendation.shortlisted()) {
    marks += session.Say({" [候选]", " [shortlisted]"});
  }
  if (recommendation.diversity_penalty() > 0) {
    absl::StrAppend(&marks, " [", session.Say({"多样性", "diversity"}), " −",
                    Thousands(recommendation.diversity_penalty()), "]");
  }
  return marks;
}

std::string FundText(const Recommendation& recommendation, Session& session) {
  if (recommendation.fund_kind().empty()) return "";
  return absl::StrCat(
      session.display_names().FundKind(
          IdIn(recommendation.project(), "programmes"),
          recommendation.fund_kind(), session.language()),
      session.Say({" 待落实 ", " open "}),
      FormatAmount(recommendation.open_fen(), session.language()));
}

// Where, in what and how much.
std::string FactsText(const Recommendation& recommendation, Shown shown,
                      Session& session) {
  std::vector<std::string> facts;
  const catalogue::v1::Project* project =
      session.display_names().Project(recommendation.project());
  if (shown == Shown::kProject && project != nullptr) {
    facts.push_back(
        session.display_names().TextOf(project->area(), session.language()));
    facts.push_back(
        session.display_names().TextOf(project->sector(), session.language()));
  }
  const std::string fund = FundText(recommendation, session);
  if (!fund.empty()) facts.push_back(fund);
  return absl::StrJoin(facts, " · ");
}

std::string ReasonsText(const ScorePart& part, Session& session) {
  std::vector<std::string> texts;
  for (const matching::v1::Reason& reason : part.reasons()) {
    const std::string text = In(reason.text(), session.language());
    if (!text.empty()) texts.push_back(text);
  }
  return absl::StrJoin(texts, session.zh() ? "；" : "; ");
}

// Prints `head`, then `text` wrapped beside it.
void PrintHanging(const std::string& head, const std::string& text,
                  Session& session) {
  Terminal& terminal = session.terminal();
  const int indent = DisplayWidth(head);
  const int width = terminal.columns == 0
                        ? 1'000'000
                        : std::max(20, terminal.columns - indent);
  std::string before = head;
  for (const std::string& line : WrapToWidth(text, width)) {
    terminal.out << before << line << "\n";
    before = std::string(indent, ' ');
  }
}

int CriterionWidth(const Recommendation& recommendation, Session& session) {
  int width = 0;
  for (const ScorePart& part : recommendation.parts()) {
    width = std::max(width, DisplayWidth(CriterionLabel(part.criterion(),
                                                        session.language())));
  }
  return width;
}

void PrintReasons(const Recommendation& recommendation, Session& session) {
  const int width = CriterionWidth(recommendation, session);
  for (const ScorePart& part : recommendation.parts()) {
    if (part.points() == 0) continue;
    const std::string head = absl::StrCat(
        "      ", PadLeft("+" + Thousands(part.points()), 6), "  ",
        PadRight(CriterionLabel(part.criterion(), session.language()), width),
        "  ");
    PrintHanging(head, ReasonsText(part, session), session);
  }
}

void PrintParts(const Recommendation& recommendation, Session& session) {
  Table table(
      {{.heading = session.Say({"准则", "Criterion"})},
       {.heading = session.Say({"得分", "Points"}), .right = true},
       {.heading = session.Say({"权重", "Weight"}), .right = true},
       {.heading = session.Say({"符合度", "Fit"}), .right = true},
       {.heading = session.Say({"去掉后位次", "Rank without"}), .right = true},
       {.heading = session.Say({"理由", "Reasons"}),
        .flexible = true,
        .least = 20,
        .wraps = true}});
  for (const ScorePart& part : recommendation.parts()) {
    table.AddRow(
        {CriterionLabel(part.criterion(), session.language()),
         Thousands(part.points()), Percent(part.weight()), FitText(part),
         part.rank_without() == 0 ? "" : absl::StrCat(part.rank_without()),
         ReasonsText(part, session)});
  }
  Terminal& terminal = session.terminal();
  const std::string text = table.Render(
      terminal.columns == 0 ? 0 : std::max(40, terminal.columns - 6),
      terminal.Colour());
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = text.find('\n', begin);
    terminal.out << "      " << text.substr(begin, end - begin) << "\n";
    begin = end + 1;
  }
}

void FetchNames(const Recommendations& list, Shown shown, Session& session) {
  std::vector<const google::protobuf::Message*> messages;
  for (const Recommendation& recommendation : list) {
    messages.push_back(&recommendation);
  }
  DisplayNames& names = session.display_names();
  names.Fetch(messages);
  if (shown == Shown::kSupporter) return;
  std::vector<const google::protobuf::Message*> projects;
  for (const Recommendation& recommendation : list) {
    if (const auto* project = names.Project(recommendation.project())) {
      projects.push_back(project);
    }
  }
  names.Fetch(projects);
}

void PrintBasic(const Recommendations& list, Shown shown, Session& session) {
  const bool projects = shown == Shown::kProject;
  Table table({{.heading = session.Say({"位次", "Rank"}), .right = true},
               {.heading = session.Say({"得分", "Score"}), .right = true},
               {.heading = session.Say({"编号", "Id"})},
               {.heading = session.Say({"名称", "Title"}),
                .flexible = true,
                .least = 20},
               {.heading = session.Say({"地区", "Area"}), .flexible = true},
               {.heading = session.Say({"行业", "Sector"}), .flexible = true},
               {.heading = session.Say({"资金", "Funds"}), .right = true}});
  for (const Recommendation& recommendation : list) {
    const auto* project =
        projects ? session.display_names().Project(recommendation.project())
                 : nullptr;
    const auto text = [&](const std::string& name) {
      return session.display_names().TextOf(name, session.language());
    };
    table.AddRow({absl::StrCat(recommendation.rank()),
                  Thousands(recommendation.score()),
                  LastId(OtherSide(recommendation, shown)),
                  TitleOf(recommendation, shown, session) +
                      Marks(recommendation, shown, session),
                  project == nullptr ? "" : text(project->area()),
                  project == nullptr ? "" : text(project->sector()),
                  FundText(recommendation, session)});
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour());
}

}  // namespace

std::string Thousands(int64_t number) {
  std::string text = absl::StrCat(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string ScoreBar(int score) {
  const int cells = std::clamp((score + 500) / 1000, 0, 10);
  std::string bar;
  for (int i = 0; i < 10; ++i) bar += i < cells ? "█" : "░";
  return bar;
}

std::string WeightsText(const Weights& weights, Session& session) {
  std::vector<std::string> texts;
  int64_t sum = 0;  // a version keeps what the office typed
  for (const CriterionWeight& weight : weights) sum += weight.weight();
  for (const CriterionWeight& weight : weights) {
    if (weight.weight() == 0) continue;
    texts.push_back(absl::StrCat(
        CriterionLabel(weight.criterion(), session.language()), " ",
        Percent(weight.weight() * kWhole / sum), CurveText(weight, session)));
  }
  return absl::StrJoin(texts, Comma(session));
}

std::string MeansText(const Means& means, const std::string& programme,
                      Session& session) {
  std::vector<std::string> texts;
  for (const matching::v1::MeansLeft& left : means) {
    texts.push_back(
        absl::StrCat(session.display_names().FundKind(
                         programme, left.fund_kind(), session.language()),
                     " ",
                     left.has_amount_fen()
                         ? FormatAmount(left.amount_fen(), session.language())
                         : session.Say({"不限", "without ceiling"})));
  }
  return absl::StrJoin(texts, Comma(session));
}

void PrintRecommendation(const Recommendation& recommendation, Shown shown,
                         Telling telling, Session& session) {
  Terminal& terminal = session.terminal();
  const std::string rank =
      recommendation.rank() == 0 ? "–" : absl::StrCat(recommendation.rank());
  const std::string head = absl::StrCat(
      PadLeft(rank, 3), "  ", PadLeft(Thousands(recommendation.score()), 6),
      " ", ScoreBar(recommendation.score()), "  ");
  const std::string id = LastId(OtherSide(recommendation, shown));
  const std::string title = TitleOf(recommendation, shown, session);
  terminal.out << head << Bold(title, session)
               << (title == id ? "" : absl::StrCat("  ", id))
               << Marks(recommendation, shown, session) << "\n";
  const std::string facts = FactsText(recommendation, shown, session);
  if (!facts.empty()) {
    terminal.out << std::string(6, ' ') << Dim(facts, session) << "\n";
  }
  if (telling == Telling::kParts) {
    PrintParts(recommendation, session);
  } else {
    PrintReasons(recommendation, session);
  }
}

void PrintRecommendations(const Recommendations& list, Shown shown,
                          Telling telling, Session& session) {
  FetchNames(list, shown, session);
  if (telling == Telling::kBasic) {
    PrintBasic(list, shown, session);
    return;
  }
  for (const Recommendation& recommendation : list) {
    PrintRecommendation(recommendation, shown, telling, session);
  }
}

void PrintRecommendationsCsv(const Recommendations& list, Session& session) {
  std::ostream& out = session.terminal().out;
  std::vector<std::string> cells = {"rank",    "score",      "supporter",
                                    "project", "fund_kind",  "open_fen",
                                    "is_new",  "shortlisted"};
  const auto* criteria = matching::v1::Criterion_descriptor();
  for (const std::string& word : EnumWords(*criteria)) {
    cells.push_back(absl::StrCat("points_", word));
  }
  out << CsvLine(cells);
  for (const Recommendation& recommendation : list) {
    cells = {absl::StrCat(recommendation.rank()),
             absl::StrCat(recommendation.score()),
             recommendation.supporter(),
             recommendation.project(),
             recommendation.fund_kind(),
             absl::StrCat(recommendation.open_fen()),
             recommendation.is_new() ? "true" : "false",
             recommendation.shortlisted() ? "true" : "false"};
    for (int i = 1; i < criteria->value_count(); ++i) {
      int points = 0;
      for (const ScorePart& part : recommendation.parts()) {
        if (part.criterion() == criteria->value(i)->number()) {
          points = part.points();
        }
      }
      cells.push_back(absl::StrCat(points));
    }
    out << CsvLine(cells);
  }
}

Counterfactuals FewCounterfactuals(const Counterfactuals& changes) {
  Counterfactuals few;
  std::set<std::string> projects;
  for (const Counterfactual& change : changes) {
    if (change.change() == matching::v1::CHANGE_KIND_NONE) continue;
    if (projects.size() >= kFewCounterfactuals) break;
    if (projects.insert(change.project()).second) *few.Add() = change;
  }
  return few;
}

void PrintCounterfactuals(const Counterfactuals& changes, bool with_project,
                          Session& session) {
  for (const Counterfactual& change : changes) {
    std::string text = In(change.text(), session.language());
    if (with_project) {
      std::string title = In(change.display_name(), session.language());
      if (title.empty()) {
        title = session.display_names().TextOf(change.project(),
                                               session.language());
      }
      const std::string now =
          change.rank() == 0
              ? session.Say({"未列入", "left out"})
              : (session.zh() ? absl::StrCat("第", change.rank(), "位")
                              : absl::StrCat("rank ", change.rank()));
      text = absl::StrCat(title, " ", LastId(change.project()),
                          session.Say({"（", " ("}), now,
                          session.Say({"）：", "): "}), text);
    }
    PrintHanging("  · ", text, session);
  }
}

std::string FilteredText(const FilterCounts& counts, Session& session) {
  std::vector<std::string> texts;
  for (const matching::v1::FilterCount& count : counts) {
    const auto* value =
        matching::v1::FilterCode_descriptor()->FindValueByNumber(count.code());
    if (value == nullptr || count.count() == 0) continue;
    texts.push_back(absl::StrCat(EnumLabel(*value, session.language()), " ",
                                 count.count()));
  }
  return absl::StrJoin(texts, Comma(session));
}

}  // namespace duikou::cli
