#include "services/base/network_address.h"

#include "gtest/gtest.h"

namespace duikou {
namespace {

TEST(NetworkAddressTest, OneAddressHasOneText) {
  EXPECT_EQ(PlainAddress("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(PlainAddress("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(PlainAddress("%5B::ffff:192.0.2.1%5D"), "192.0.2.1");
  EXPECT_EQ(PlainAddress("[2001:DB8:0::1]"), "2001:db8::1");
  EXPECT_EQ(PlainAddress("fe80::1%eth0"), "fe80::1");
  for (const char* other : {"", "unix", "unknown", "[x]", "%5B", "192.0.2"}) {
    EXPECT_EQ(PlainAddress(other), other);
  }
}

TEST(NetworkAddressTest, AnIpv6ClientIsItsNetwork) {
  EXPECT_EQ(NetworkOf("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(NetworkOf("2001:db8:1:2::9"), NetworkOf("[2001:db8:1:2:3:4:5:6]"));
  EXPECT_NE(NetworkOf("2001:db8:1:3::9"), NetworkOf("2001:db8:1:2::9"));
  EXPECT_EQ(NetworkOf("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(NetworkOf("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(NetworkOf("unix"), "unix");
}

TEST(NetworkAddressTest, WhatIsNoAddressIsToldApart) {
  for (const char* address : {"192.0.2.1", "::1", "2001:DB8::1", "fe80::1%1"}) {
    EXPECT_TRUE(IsNetworkAddress(address)) << address;
  }
  for (const char* other :
       {"", "unknown", "192.0.2", "192.0.2.1:80", "[::1]", "localhost"}) {
    EXPECT_FALSE(IsNetworkAddress(other)) << other;
  }
}

TEST(NetworkAddressTest, OnlyThisMachineIsLoopback) {
  for (const char* address : {"127.0.0.1", "127.9.9.9", "::1", "[::1]",
                              "%5B::1%5D", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(IsLoopbackAddress(address)) << address;
  }
  for (const char* address : {"", "192.0.2.1", "127.evil.example", "127.",
                              "::2", "::ffff:192.0.2.1", "unix", "0.0.0.0"}) {
    EXPECT_FALSE(IsLoopbackAddress(address)) << address;
  }
}

}  // namespace
}  // namespace duikou
