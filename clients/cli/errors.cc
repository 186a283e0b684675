#include "clients/cli/errors.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/lib/call_status.h"

namespace duikou::cli {
namespace {

constexpr char kUsage[] = "duikou/usage";

Words KindOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return {"参数有误", "invalid argument"};
    case absl::StatusCode::kNotFound:
      return {"不存在", "not found"};
    case absl::StatusCode::kAlreadyExists:
      return {"已存在", "already exists"};
    case absl::StatusCode::kFailedPrecondition:
      return {"当前状态不允许", "not possible as things stand"};
    case absl::StatusCode::kAborted:
      return {"已被他人修改，请重新读取后再试",
              "changed by someone else meanwhile; read it again"};
    case absl::StatusCode::kResourceExhausted:
      return {"超出限制", "over a limit"};
    case absl::StatusCode::kDeadlineExceeded:
      return {"服务器未在限时内答复（可用 --deadline 60s 放宽）",
              "no answer in time (allow more with --deadline 60s)"};
    case absl::StatusCode::kUnauthenticated:
      return {"需要登录（duikou sign-in）", "not signed in (duikou sign-in)"};
    case absl::StatusCode::kPermissionDenied:
      return {"没有权限", "not allowed"};
    case absl::StatusCode::kUnimplemented:
      return {"服务器没有此功能", "the server does not offer this"};
    case absl::StatusCode::kInternal:
      return {"服务器内部错误", "the server failed"};
    default:
      return {"出错", "error"};
  }
}

}  // namespace

absl::Status UsageError(absl::string_view message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsage, absl::Cord());
  return status;
}

absl::Status InOption(absl::string_view option, const absl::Status& status) {
  if (status.ok()) return status;
  const std::string message =
      absl::StrCat(std::string(option), ": ", std::string(status.message()));
  // A server may have been asked to complete a name; its errors stay its own.
  if (status.code() != absl::StatusCode::kInvalidArgument) return status;
  return UsageError(message);
}

int ExitCode(const absl::Status& status) {
  if (status.ok()) return 0;
  return status.GetPayload(kUsage).has_value() ? 2 : 1;
}

std::string DescribeError(const absl::Status& status, Language language,
                          absl::string_view server) {
  std::string said(status.message());
  const std::string zh = client::ChineseTextOf(status);
  if (language == Language::kZh && !zh.empty()) said = zh;
  const std::string message =
      absl::StrReplaceAll(said, {{"\r\n", " "}, {"\n", " "}});
  if (status.GetPayload(kUsage).has_value()) return message;
  if (status.code() == absl::StatusCode::kUnavailable) {
    const std::string at(server);
    return language == Language::kZh
               ? absl::StrCat("连接不上 ", at, " 的服务（", message,
                              "）。可用 duikou serve 启动服务，或用 --server "
                              "指定其他地址")
               : absl::StrCat("no service answers at ", at, " (", message,
                              "); start one with: duikou serve, or name "
                              "another with --server");
  }
  const char* kind = In(KindOf(status.code()), language);
  if (message.empty()) return kind;
  return absl::StrCat(kind, language == Language::kZh ? "：" : ": ", message);
}

}  // namespace duikou::cli
