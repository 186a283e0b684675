#include "services/main/server_options.h"

#include <cstdlib>
#include <sstream>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "matcher/base/status_macros.h"
#include "services/gateway/public_origins.h"
#include "services/main/role_table.h"

namespace duikou {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Adapts a check of ours to CLI11, to which an empty text means good.
template <typename Check>
std::function<std::string(const std::string&)> Checked(Check check) {
  return [check](const std::string& value) {
    const absl::Status status = check(value);
    return status.ok() ? std::string() : std::string(status.message());
  };
}

absl::Status CheckRoles(const std::string& value) {
  return RolesNamed(value).status();
}

absl::Status CheckDuration(const std::string& value) {
  absl::Duration duration;
  if (absl::ParseDuration(value, &duration) &&
      duration >= absl::ZeroDuration() && duration <= absl::Hours(1)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", value, "\" is no duration from 0 to 1h, such as 10s or 1m30s"));
}

absl::Status CheckStore(const std::string& value) {
  if (value == "memory:" || absl::StartsWith(value, "redis://") ||
      (absl::StartsWith(value, "sqlite:") && value.size() > 7)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", value, "\" is not sqlite:PATH, redis://HOST:PORT or memory:"));
}

absl::Status CheckPublicOrigins(const std::string& value) {
  return PublicOrigins::Parse(value).status();
}

// Whether the host of an address is this machine's alone; INVALID_ARGUMENT
// where the address is none.
absl::StatusOr<bool> IsLoopback(absl::string_view flag,
                                absl::string_view address) {
  const size_t colon = address.rfind(':');
  int port = -1;
  if (colon == absl::string_view::npos ||
      !absl::SimpleAtoi(address.substr(colon + 1), &port) || port < 0 ||
      port > 65535) {
    return absl::InvalidArgumentError(absl::StrCat(
        flag, ": \"", address, "\" is not of the form 127.0.0.1:7100"));
  }
  const absl::string_view host = address.substr(0, colon);
  const std::vector<absl::string_view> parts = absl::StrSplit(host, '.');
  int byte = 0;
  bool is_127 = parts.size() == 4 && parts[0] == "127";
  for (const absl::string_view part : parts) {
    is_127 = is_127 && absl::SimpleAtoi(part, &byte) && byte >= 0 && byte < 256;
  }
  return is_127 || host == "localhost" || host == "[::1]";
}

absl::Status CheckAddress(absl::string_view flag, absl::string_view address,
                          absl::string_view certificate_flag,
                          const std::string& certificate, bool sign_in) {
  ASSIGN_OR_RETURN(const bool loopback, IsLoopback(flag, address));
  if (loopback || (sign_in && !certificate.empty())) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(flag, ": others could reach ", address,
                   sign_in ? ", and what they send could be read on its way"
                           : " and do everything, because nobody must sign in",
                   "; use 127.0.0.1", sign_in ? ", or " : "",
                   sign_in ? certificate_flag : ""));
}

// Roles in plain text only on this machine: who calls sends its secret.
absl::Status CheckUpstreams(const ServerOptions& options) {
  if (!options.tls.ca.empty()) return absl::OkStatus();
  for (const absl::string_view entry :
       absl::StrSplit(options.upstream, ',', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> halves =
        absl::StrSplit(entry, absl::MaxSplits('=', 1));
    if (halves.second.empty()) continue;  // which the gateway says
    ASSIGN_OR_RETURN(const bool loopback,
                     IsLoopback("--upstream", halves.second));
    if (loopback) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("--upstream: what is sent to ", halves.second,
                     " could be read on its way; use 127.0.0.1, or --tls_ca"));
  }
  return absl::OkStatus();
}

std::string DataDirectory() {
  std::string directory = Environment("DUIKOU_DATA_DIR");
  if (directory.empty() && !Environment("XDG_DATA_HOME").empty()) {
    directory = absl::StrCat(Environment("XDG_DATA_HOME"), "/duikou");
  }
  if (directory.empty()) {
    directory = absl::StrCat(Environment("HOME"), "/.local/share/duikou");
  }
  return directory;
}

void AddOptions(ServerOptions& options, std::string& grace_period,
                bool& without_sign_in, CLI::App& app) {
  app.add_option("--roles", options.roles,
                 absl::StrCat("What this server does: all, or some of ",
                              RoleNames(AllRoles()), ", joined by commas"))
      ->check(Checked(CheckRoles))
      ->capture_default_str();
  app.add_option("--store", options.store,
                 "Where the records are: sqlite:PATH (one file, one server), "
                 "redis://HOST:PORT[,HOST:PORT...][?replicas=N&credentials="
                 "FILE] (many servers), or memory: (gone when the server "
                 "stops)")
      ->check(Checked(CheckStore))
      ->capture_default_str();
  app.add_option("--listen", options.listen,
                 "Address and port to serve gRPC on; port 0 takes a free one. "
                 "Other than loopback addresses need --tls_cert")
      ->capture_default_str();
  auto* tls_cert = app.add_option(
      "--tls_cert,--tls-cert", options.tls.cert,
      "A PEM file with this server's certificate, and its chain, to serve gRPC "
      "with TLS, and to show to other servers");
  auto* tls_key = app.add_option("--tls_key,--tls-key", options.tls.key,
                                 "The certificate's key");
  tls_cert->needs(tls_key);
  tls_key->needs(tls_cert);
  app.add_option("--tls_ca,--tls-ca", options.tls.ca,
                 "A PEM file with the authorities that sign the certificates "
                 "of the other servers: callers that show one are taken for "
                 "one of these, and upstreams must show one");
  app.add_option("--http", options.http,
                 "Address and port to serve HTTP on: the web client, the "
                 "Connect protocol, /healthz and /metrics; port 0 takes a free "
                 "one. Other than loopback addresses need --http_tls_cert")
      ->capture_default_str();
  auto* certificate =
      app.add_option("--http_tls_cert,--http-tls-cert", options.http_tls_cert,
                     "A PEM file with the certificate, and its chain, to serve "
                     "HTTPS with instead of HTTP");
  auto* key = app.add_option("--http_tls_key,--http-tls-key",
                             options.http_tls_key, "The certificate's key");
  certificate->needs(key);
  key->needs(certificate);
  app.add_option("--http_public_origins,--http-public-origins",
                 options.http_public_origins,
                 "Where browsers find this server behind a proxy that ends "
                 "TLS: https://HOST[:PORT], several joined by commas. The "
                 "session's cookie is good for calls of their pages alone; a "
                 "proxy on this machine tells who asks by X-Forwarded-For, "
                 "which it must add to")
      ->check(Checked(CheckPublicOrigins));
  app.add_option("--web", options.web,
                 "The directory of the built web client; without it / says "
                 "that there is none");
  app.add_option("--upstream", options.upstream,
                 "Where the gateway finds roles that this server does not "
                 "play: catalogue=HOST:PORT,matching=HOST:PORT,... Other than "
                 "loopback addresses need --tls_ca");
  app.add_flag("--http_metrics_for_all,--http-metrics-for-all",
               options.http_metrics_for_all,
               "Show /metrics to whoever asks, not to this machine alone");
  app.add_option("--metrics", options.metrics,
                 "Address and port to serve Prometheus metrics on, at "
                 "/metrics; none if not given");
  app.add_option("--log_level", options.log_level,
                 "The least to log (JSON lines on the standard error): debug "
                 "(every call), info (calls that write), warn (calls that "
                 "fail), error, off")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
  app.add_option("--grace_period", grace_period,
                 "How long calls under way may take when the server stops")
      ->check(Checked(CheckDuration))
      ->capture_default_str();
  app.add_flag("--without_sign_in", without_sign_in,
               "Ask nobody to sign in: whoever reaches the server may do "
               "everything. To try things out");
  app.add_flag("--sample", options.access.sample,
               "Links may sign in without a password, once, from this "
               "machine. For the sample programmes");
  app.add_option("--setup_code_file", options.access.setup_code_file,
                 "A file to write the code to that makes the first "
                 "administrator, where there is none yet");
  app.add_option("--audit_key", options.access.audit_key_file,
                 "The file with the key that seals the audit trail, made at "
                 "the first start; all servers that play access have the same. "
                 "Beside the store's file, or in the data directory, if not "
                 "given");
  app.add_option("--pid_file", options.pid_file,
                 "A file to write the process id to, removed at the end");
}

}  // namespace

std::string DefaultStore() {
  return absl::StrCat("sqlite:", DataDirectory(), "/duikou.db");
}

std::string DefaultAuditKey(absl::string_view store) {
  if (absl::ConsumePrefix(&store, "sqlite:")) {
    return absl::StrCat(store, ".audit-key");
  }
  if (store == "memory:") return "";
  std::string name;
  for (const char c : store) name += absl::ascii_isalnum(c) ? c : '-';
  return absl::StrCat(DataDirectory(), "/", name, ".audit-key");
}

absl::Status CheckAddresses(const ServerOptions& options) {
  RETURN_IF_ERROR(CheckAddress("--listen", options.listen, "--tls_cert",
                               options.tls.cert, options.access.sign_in));
  RETURN_IF_ERROR(CheckAddress("--http", options.http, "--http_tls_cert",
                               options.http_tls_cert, options.access.sign_in));
  return CheckUpstreams(options);
}

ParsedCommandLine ParseCommandLine(int argc, const char* const* argv) {
  ServerOptions options;
  options.store = DefaultStore();
  std::string grace_period = absl::FormatDuration(options.grace_period);
  CLI::App app("The server of duikou: counterpart support, matched.",
               "duikou-server");
  app.set_version_flag("--version", "duikou-server " DUIKOU_VERSION);
  app.set_config("--config", "",
                 "A file with a line `flag = value` for each flag; flags given "
                 "here win over it");
  app.allow_config_extras(CLI::config_extras_mode::error);
  bool without_sign_in = false;
  AddOptions(options, grace_period, without_sign_in, app);
  ParsedCommandLine parsed;
  try {
    app.parse(argc, argv);
    absl::ParseDuration(grace_period, &options.grace_period);
    options.access.sign_in = !without_sign_in;
    if (options.access.audit_key_file.empty()) {
      options.access.audit_key_file = DefaultAuditKey(options.store);
    }
    if (absl::Status reach = CheckAddresses(options); !reach.ok()) {
      throw CLI::ValidationError(std::string(reach.message()));
    }
    parsed.options = std::move(options);
  } catch (const CLI::ParseError& error) {
    std::ostringstream output;
    std::ostringstream errors;
    parsed.exit_code = app.exit(error, output, errors) == 0 ? 0 : 2;
    parsed.output = output.str();
    parsed.error = errors.str();
  }
  return parsed;
}

}  // namespace duikou
