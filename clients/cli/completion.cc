#include "clients/cli/completion.h"

#include <map>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace duikou::cli {
namespace {

// What one command offers.
struct Node {
  std::string path;  // " project list": a blank before each word
  std::vector<std::pair<std::string, std::string>> subcommands;  // with help
  std::vector<std::pair<std::string, std::string>> options;      // with help
  std::map<std::string, std::string> values;  // by option, blanks between
};

void Collect(const CLI::App& app, const std::string& path,
             std::vector<Node>& nodes) {
  const size_t index = nodes.size();
  nodes.push_back({.path = path});
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty()) continue;
    const std::string name = "--" + option->get_lnames()[0];
    const std::string type = option->get_type_name();
    nodes[index].options.emplace_back(name, option->get_description());
    if (absl::StrContains(type, "|")) {
      nodes[index].values[name] = absl::StrReplaceAll(type, {{"|", " "}});
    }
  }
  for (const CLI::App* subcommand : app.get_subcommands({})) {
    nodes[index].subcommands.emplace_back(subcommand->get_name(),
                                          subcommand->get_description());
    Collect(*subcommand, absl::StrCat(path, " ", subcommand->get_name()),
            nodes);
  }
}

std::string WordsOf(const Node& node) {
  std::vector<std::string> words;
  for (const auto& [name, help] : node.subcommands) words.push_back(name);
  for (const auto& [name, help] : node.options) words.push_back(name);
  return absl::StrJoin(words, " ");
}

// The two case statements that bash and zsh share.
std::string Cases(const std::vector<Node>& nodes, const std::string& offer) {
  std::string text = "  case \"$at:$previous\" in\n";
  for (const Node& node : nodes) {
    for (const auto& [option, values] : node.values) {
      absl::StrAppend(&text, "    '", node.path, ":", option, "') words='",
                      values, "' ;;\n");
    }
  }
  text += "    *) case \"$at\" in\n";
  for (const Node& node : nodes) {
    absl::StrAppend(&text, "      '", node.path, "') words='", WordsOf(node),
                    "' ;;\n");
  }
  absl::StrAppend(&text, "    esac ;;\n  esac\n", offer);
  return text;
}

// The patterns that step from a command to its subcommand.
std::string Steps(const std::vector<Node>& nodes) {
  std::vector<std::string> steps;
  for (const Node& node : nodes) {
    if (!node.path.empty()) steps.push_back(absl::StrCat("'", node.path, "'"));
  }
  return absl::StrJoin(steps, "|");
}

std::string Bash(const std::vector<Node>& nodes) {
  return absl::StrCat(
      "# bash completion for duikou: source <(duikou completion bash)\n"
      "_duikou() {\n"
      "  local current=\"${COMP_WORDS[COMP_CWORD]}\" at='' words='' word i\n"
      "  local previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    word=\"${COMP_WORDS[i]}\"\n"
      "    case \"$at $word\" in\n      ",
      Steps(nodes), ") at=\"$at $word\" ;;\n    esac\n  done\n",
      Cases(nodes, "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"),
      "}\ncomplete -o default -F _duikou duikou\n");
}

std::string Zsh(const std::vector<Node>& nodes) {
  // `words` is zsh's own array of the line; the offer has another name.
  std::string cases =
      absl::StrReplaceAll(Cases(nodes, "  compadd -- ${=offer} || _files\n"),
                          {{"words='", "offer='"}});
  return absl::StrCat(
      "#compdef duikou\n"
      "# zsh completion for duikou: source <(duikou completion zsh)\n"
      "_duikou() {\n"
      "  local at='' offer='' word i previous=\"${words[CURRENT-1]}\"\n"
      "  for ((i = 2; i < CURRENT; i++)); do\n"
      "    word=\"${words[i]}\"\n"
      "    case \"$at $word\" in\n      ",
      Steps(nodes), ") at=\"$at $word\" ;;\n    esac\n  done\n", cases,
      "}\ncompdef _duikou duikou\n");
}

std::string FishQuoted(const std::string& text) {
  return absl::StrCat(
      "'", absl::StrReplaceAll(text, {{"\\", "\\\\"}, {"'", "\\'"}}), "'");
}

std::string Fish(const std::vector<Node>& nodes) {
  std::vector<std::string> steps;
  for (const Node& node : nodes) {
    if (!node.path.empty()) steps.push_back(absl::StrCat("'", node.path, "'"));
  }
  std::string text = absl::StrCat(
      "# fish completion for duikou: duikou completion fish | source\n"
      "function __duikou_at\n"
      "  set -l at ''\n"
      "  for word in (commandline -opc)[2..-1]\n"
      "    switch \"$at $word\"\n      case ",
      absl::StrJoin(steps, " "),
      "\n        set at \"$at $word\"\n    end\n  end\n"
      "  test \"$at\" = \"$argv[1]\"\nend\n");
  for (const Node& node : nodes) {
    const std::string head =
        absl::StrCat("complete -c duikou -n ",
                     FishQuoted(absl::StrCat("__duikou_at '", node.path, "'")));
    for (const auto& [name, help] : node.subcommands) {
      absl::StrAppend(&text, head, " -f -a ", name, " -d ", FishQuoted(help),
                      "\n");
    }
    for (const auto& [name, help] : node.options) {
      const auto values = node.values.find(name);
      absl::StrAppend(&text, head, " -l ", absl::StripPrefix(name, "--"),
                      values == node.values.end()
                          ? ""
                          : absl::StrCat(" -x -a ", FishQuoted(values->second)),
                      " -d ", FishQuoted(help), "\n");
    }
  }
  return text;
}

}  // namespace

std::string CompletionScript(const CLI::App& app, Shell shell) {
  std::vector<Node> nodes;
  Collect(app, "", nodes);
  switch (shell) {
    case Shell::kBash:
      return Bash(nodes);
    case Shell::kZsh:
      return Zsh(nodes);
    case Shell::kFish:
      break;
  }
  return Fish(nodes);
}

}  // namespace duikou::cli
