// AccessServiceTest: the role in a server of its own, called as its clients
// call it, with a clock that the test moves.
//
//   TEST_F(AccessServiceTest, ThePasswordSignsIn) {
//     Administrator();
//     EXPECT_TRUE(SignIn("admin", kPassword).first.ok());
//   }
#ifndef DUIKOU_SERVICES_ACCESS_TESTING_ACCESS_SERVICE_FIXTURE_H_
#define DUIKOU_SERVICES_ACCESS_TESTING_ACCESS_SERVICE_FIXTURE_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "duikou/access/v1/access_service.grpc.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "prometheus/registry.h"
#include "services/access/access_service.h"
#include "services/access/audit_trail.h"
#include "services/access/testing/hooked_store.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/host.h"
#include "services/rpc/identities.h"
#include "services/rpc/refusal_log.h"
#include "services/rpc/status_mapping.h"
#include "services/store/history_store.h"
#include "services/store/memory/memory_store.h"
#include "spdlog/logger.h"

namespace duikou {

inline constexpr char kPassword[] = "correct horse battery";
inline constexpr char kAdministrator[] = "people/admin";

class AccessServiceTest : public ::testing::Test {
 protected:
  using AccessService = access::v1::AccessService;
  using AuditEntry = access::v1::AuditEntry;
  using PermissionGroup = type::v1::PermissionGroup;
  using SignInResponse = access::v1::SignInResponse;
  using Stub = AccessService::Stub;

  AccessServiceTest() {
    PutProgramme("hubei", {"yichang", "zigui"});
    PutProgramme("chongqing", {"wanzhou"});
    const HostContext context{store_,
                              clock_,
                              ids_,
                              logger_,
                              registry_,
                              runtime_,
                              {.sign_in = true, .sample = true}};
    auto host = Host::Start(
        context, {}, {[this](const HostContext& host, Bindings& bindings) {
          auto service =
              std::make_unique<AccessServiceImpl>(host, audit_->methods());
          service_ = service.get();
          bindings.AddService(AccessServiceImpl::kName, std::move(service));
          return absl::OkStatus();
        }});
    EXPECT_TRUE(host.ok()) << host.status();
    host_ = *std::move(host);
    stub_ = AccessService::NewStub(host_->InProcessChannel());
  }

  void PutProgramme(const std::string& id,
                    const std::vector<std::string>& units) {
    catalogue::v1::Programme programme;
    programme.set_name("programmes/" + id);
    CommitRequest commit{.partition = "-"};
    commit.mutations.push_back(Mutation::Put("programmes", id,
                                             programme.SerializeAsString(),
                                             Expectation::Absent()));
    ASSERT_TRUE(store_.Commit(commit).ok());
    commit = {.partition = id};
    for (const std::string& unit_id : units) {
      profiles::v1::Unit unit;
      unit.set_name(absl::StrCat("programmes/", id, "/units/", unit_id));
      unit.mutable_display_name()->set_zh("单位 " + unit_id);
      commit.mutations.push_back(Mutation::Put(
          "units", unit_id, unit.SerializeAsString(), Expectation::Absent()));
    }
    ASSERT_TRUE(store_.Commit(commit).ok());
  }

  // A call by the bearer of the secret.
  template <typename Request, typename Response>
  std::pair<absl::Status, Response> As(
      const std::string& secret,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    grpc::ClientContext context;
    if (!secret.empty()) {
      context.AddMetadata("authorization", "Bearer " + secret);
    }
    if (!source_.empty()) context.AddMetadata("duikou-source", source_);
    if (from_another_site_) context.AddMetadata("duikou-cross-site", "1");
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    Response response;
    const absl::Status status =
        FromGrpcStatus((stub_.get()->*method)(&context, request, &response));
    trailers_.clear();
    for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
      trailers_[std::string(key.data(), key.size())] =
          std::string(value.data(), value.size());
    }
    return {status, response};
  }

  std::pair<absl::Status, SignInResponse> SetUpFirst(const std::string& code) {
    access::v1::SetUpRequest request;
    request.set_code(code);
    request.set_person_id("admin");
    request.set_display_name("管理员");
    request.set_password(kPassword);
    return As("", &Stub::SetUp, request);
  }
  // The first administrator's secret.
  std::string Administrator() {
    const auto [status, response] = SetUpFirst(*service_->MakeSetupCode());
    EXPECT_TRUE(status.ok()) << status;
    return response.secret();
  }
  std::pair<absl::Status, SignInResponse> SignIn(const std::string& person,
                                                 const std::string& password,
                                                 bool cookie = false) {
    access::v1::SignInRequest request;
    request.set_person_id(person);
    request.set_password(password);
    request.set_cookie(cookie);
    return As("", &Stub::SignIn, request);
  }
  absl::Status Me(const std::string& secret) {
    return As(secret, &Stub::GetMe, access::v1::GetMeRequest()).first;
  }

  static access::v1::CreatePersonRequest NewPerson(const std::string& id,
                                                   const std::string& programme,
                                                   const std::string& unit,
                                                   PermissionGroup group) {
    access::v1::CreatePersonRequest request;
    request.set_person_id(id);
    request.mutable_person()->set_display_name("某人");
    access::v1::Membership& membership =
        *request.mutable_person()->add_memberships();
    membership.set_programme("programmes/" + programme);
    if (!unit.empty()) {
      membership.set_unit(
          absl::StrCat("programmes/", programme, "/units/", unit));
    }
    membership.add_groups(group);
    return request;
  }
  std::pair<absl::Status, access::v1::Link> MakeLink(
      const std::string& by, const std::string& person,
      access::v1::Link::Purpose purpose) {
    access::v1::CreateLinkRequest request;
    request.set_person("people/" + person);
    request.set_purpose(purpose);
    return As(by, &Stub::CreateLink, request);
  }
  std::pair<absl::Status, SignInResponse> Redeem(
      const std::string& secret, const std::string& password = "") {
    access::v1::RedeemLinkRequest request;
    request.set_secret(secret);
    request.set_new_password(password);
    return As("", &Stub::RedeemLink, request);
  }
  // The secret of a new person of that kind.
  std::string NewMember(const std::string& by, const std::string& id,
                        const std::string& programme, const std::string& unit,
                        PermissionGroup group) {
    const absl::Status created =
        As(by, &Stub::CreatePerson, NewPerson(id, programme, unit, group))
            .first;
    EXPECT_TRUE(created.ok()) << created;
    const auto link = MakeLink(by, id, access::v1::Link::PURPOSE_SET_PASSWORD);
    EXPECT_TRUE(link.first.ok()) << link.first;
    const auto redeemed = Redeem(link.second.secret(), kPassword);
    EXPECT_TRUE(redeemed.first.ok()) << redeemed.first;
    return redeemed.second.secret();
  }

  // The entries of a method's refused calls, once all are in the trail.
  std::vector<AuditEntry> Refusals(const std::string& by,
                                   const std::string& method) {
    EXPECT_TRUE(refusals_.Flush().ok());
    access::v1::ListAuditEntriesRequest request;
    request.set_parent("programmes/-");
    request.set_page_size(1000);
    request.mutable_filter()->set_method(method);
    const auto [status, response] = As(by, &Stub::ListAuditEntries, request);
    EXPECT_TRUE(status.ok()) << status;
    std::vector<AuditEntry> refused;
    for (const AuditEntry& entry : response.entries()) {
      if (entry.outcome() != AuditEntry::OUTCOME_WRITTEN) {
        refused.push_back(entry);
      }
    }
    return refused;
  }

  MemoryStore memory_;
  SimulatedClock clock_{absl::Now()};
  HookedStore hooked_{memory_};
  HistoryStore store_{hooked_, clock_};
  RandomIdGenerator ids_;
  spdlog::logger logger_{"test"};
  prometheus::Registry registry_;
  Identities identities_{store_, clock_};
  RefusalLog refusals_{store_, clock_, logger_, registry_, {}};
  RpcRuntime runtime_{ids_,        logger_, registry_, store_,
                      identities_, {},      &refusals_};
  std::unique_ptr<AuditTrail> audit_ =
      *AuditTrail::Open(store_, clock_, logger_, registry_, {});
  AccessServiceImpl* service_ = nullptr;
  std::unique_ptr<Host> host_;
  std::unique_ptr<Stub> stub_;
  std::string source_ = "127.0.0.1";
  bool from_another_site_ = false;
  std::map<std::string, std::string> trailers_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_TESTING_ACCESS_SERVICE_FIXTURE_H_
