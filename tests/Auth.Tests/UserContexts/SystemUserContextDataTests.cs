using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Tests.Support;
using Amplify.UserContexts;

namespace Amplify.Tests.UserContexts;

/// <summary>What the collector for this system tells, in the form AWS's own collectors tell it.</summary>
public sealed class SystemUserContextDataTests
{
    private static readonly SystemFacts _facts = new()
    {
        MachineName = "ana's pc",
        MachineId = "machine-1",
        OperatingSystem = "Windows/10.0.22631",
        Language = "pt-BR",
        ApplicationName = "Acme Photos",
        ApplicationVersion = "1.2.3.4",
    };

    private static readonly Amplify.UserContext _context = new()
    {
        Operation = "InitiateAuth",
        Username = "ana@exämple.com",
        UserPoolId = "eu-west-1_TestPool1",
        ClientId = "1testclient",
        DeviceId = "device-1",
        Time = AuthWorld.Start,
    };

    [Test]
    public async Task The_payload_holds_the_facts_and_is_signed_by_the_client_id()
    {
        JsonObject outer = Decode(await Collector(new SystemUserContextDataOptions { Version = "TEST1", ScreenWidthPixels = 1920, ScreenHeightPixels = 1080 }).GetAsync(_context));

        var payload = (string)outer["payload"]!;
        byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("1testclient"), Encoding.UTF8.GetBytes("TEST1" + payload));
        Assert.That((string?)outer["version"], Is.EqualTo("TEST1"));
        Assert.That((string?)outer["signature"], Is.EqualTo(Convert.ToBase64String(expected)));
        Assert.That(JsonNode.Parse(payload)!.ToJsonString(), Is.EqualTo(new JsonObject
        {
            ["contextData"] = new JsonObject
            {
                ["DeviceId"] = "device-1",
                ["DeviceName"] = "ana's pc",
                ["ThirdPartyDeviceId"] = "machine-1",
                ["ClientTimezone"] = "-03:30",
                ["ApplicationName"] = "Acme Photos",
                ["ApplicationVersion"] = "1.2.3.4",
                ["DeviceLanguage"] = "pt-BR",
                ["DeviceOsReleaseVersion"] = "Windows/10.0.22631",
                ["ScreenHeightPixels"] = "1080",
                ["ScreenWidthPixels"] = "1920",
            },
            ["username"] = "ana@exämple.com",
            ["userPoolId"] = "eu-west-1_TestPool1",
            ["timestamp"] = AuthWorld.Start.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
        }.ToJsonString()));
    }

    [TestCase(0, "+00:00")]
    [TestCase(330, "+05:30")]
    [TestCase(-600, "-10:00")]
    public async Task Time_zones_have_a_sign(int minutes, string expected)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromMinutes(minutes), "test", "test");
        UserContextData? data = await new SystemUserContextData(new SystemUserContextDataOptions(), _facts, zone).GetAsync(_context);

        Assert.That((string?)JsonNode.Parse((string)Decode(data)["payload"]!)!["contextData"]!["ClientTimezone"], Is.EqualTo(expected));
    }

    [Test]
    public async Task What_the_application_says_wins_and_what_is_not_known_is_left_out()
    {
        UserContextData? data = await new SystemUserContextData(
            new SystemUserContextDataOptions { ApplicationName = "Other", ApplicationVersion = "9", IpAddress = "192.0.2.7" },
            new SystemFacts(),
            TimeZoneInfo.Utc).GetAsync(_context);

        JsonNode facts = JsonNode.Parse((string)Decode(data)["payload"]!)!["contextData"]!;
        Assert.That(((string?)facts["ApplicationName"], (string?)facts["ApplicationVersion"], facts["DeviceName"], data!.IpAddress), Is.EqualTo(("Other", "9", (JsonNode?)null, "192.0.2.7")));
    }

    [Test]
    public async Task This_system_has_a_name_and_the_engine_sends_what_is_collected()
    {
        await using AuthWorld world = await AuthWorld.StartAsync();
        await world.NewAuth(services: world.Services(contexts: new SystemUserContextData())).SignInAsync("ana", AuthWorld.Password);

        var encoded = (string?)Wire.Of(world.Cognito, "InitiateAuth").Single().Body?["UserContextData"]?["EncodedData"];
        JsonNode payload = JsonNode.Parse((string)Decode(new UserContextData { EncodedData = encoded })["payload"]!)!;
        Assert.That((string?)payload["username"], Is.EqualTo("ana"));
        Assert.That((string?)payload["contextData"]!["DeviceName"], Is.EqualTo(Environment.MachineName));
        Assert.That((string?)payload["contextData"]!["DeviceOsReleaseVersion"], Does.Contain("/"));
        Assert.That((string?)payload["contextData"]!["DeviceId"], Is.Not.Empty);
    }

    [TestCase("ID=ubuntu\nVERSION_ID=\"24.04\"\nNAME=\"Ubuntu\"", "ubuntu/24.04")]
    [TestCase("NAME=Arch\nID=arch\n", "arch")]
    [TestCase("nothing of the kind", null)]
    [TestCase("ID='debian'\nID=\"debian\"\nVERSION_ID=12", "debian/12")]
    public void A_linux_says_which_it_is(string osRelease, string? expected) =>
        Assert.That(SystemFacts.ReadOsRelease(osRelease.Split('\n')), Is.EqualTo(expected));

    private static SystemUserContextData Collector(SystemUserContextDataOptions options) =>
        new(options, _facts, TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromMinutes(-210), "test", "test"));

    private static JsonObject Decode(UserContextData? data) =>
        (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(data!.EncodedData!)))!;
}
