using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Documents;
using Amplify.CognitoIdentity;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Times, constants, documents and collections on the wire.</summary>
internal sealed class ValueTests : UserPoolFixture
{
    [TestCase("1700000000", "2023-11-14T22:13:20.0000000Z")]
    [TestCase("1.7E9", "2023-11-14T22:13:20.0000000Z")]
    [TestCase("1.700000000123E9", "2023-11-14T22:13:20.1230000Z")]
    [TestCase("1700000000.1234567", "2023-11-14T22:13:20.1234567Z")]
    [TestCase("0", "1970-01-01T00:00:00.0000000Z")]
    [TestCase("-1.5", "1969-12-31T23:59:58.5000000Z")]
    [TestCase("\"2023-11-14T22:13:20Z\"", "2023-11-14T22:13:20.0000000Z")]
    [TestCase("\"2023-11-15T00:13:20+02:00\"", "2023-11-14T22:13:20.0000000Z")]
    [TestCase("\"2023-11-14T22:13:20\"", "2023-11-14T22:13:20.0000000Z")]
    public async Task A_time_is_utc_whatever_form_it_comes_in(string json, string expected)
    {
        Http.ExpectJson($$"""{"Credentials":{"Expiration":{{json}} } }""");
        using AmazonCognitoIdentityClient client = new(new AmazonCognitoIdentityConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1 }, Http);

        DateTime time = (await client.GetCredentialsForIdentityAsync(new())).Credentials!.Expiration!.Value;

        Assert.That(time.ToString("O", CultureInfo.InvariantCulture), Is.EqualTo(expected));
    }

    [TestCase("true")]
    [TestCase("\"tomorrow\"")]
    [TestCase("{}")]
    [TestCase("1e12")]
    [TestCase("-1e12")]
    [TestCase("1e400")]
    public void A_time_that_is_none_is_a_typed_error(string json)
    {
        Http.ExpectJson($$"""{"Devices":[{"DeviceCreateDate":{{json}}}]}""");

        Assert.That(async () => await Client.ListDevicesAsync(new()), Throws.TypeOf<AmazonUnmarshallingException>());
    }

    [Test]
    public async Task A_constant_of_the_future_is_kept()
    {
        Http.ExpectJson("""{"ChallengeName":"RETINA_SCAN"}""");

        InitiateAuthResponse response = await CallAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.ChallengeName!.Value, Is.EqualTo("RETINA_SCAN"));
            Assert.That(response.ChallengeName == "RETINA_SCAN", Is.True);
            Assert.That(response.ChallengeName == ChallengeNameType.SMS_MFA, Is.False);
        }
    }

    [Test]
    public async Task A_constant_is_sent_in_the_services_casing()
    {
        Http.ExpectJson("{}");

        await Client.UpdateDeviceStatusAsync(new() { DeviceRememberedStatus = new DeviceRememberedStatusType("NOT_REMEMBERED") });

        Assert.That(Http.Sent.Single().Body, Is.EqualTo("""{"DeviceRememberedStatus":"not_remembered"}"""));
    }

    [Test]
    public void A_constant_is_found_by_its_text()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AuthFlowType.FindValue("user_srp_auth"), Is.SameAs(AuthFlowType.USER_SRP_AUTH));
            Assert.That((string)AuthFlowType.USER_AUTH, Is.EqualTo("USER_AUTH"));
            Assert.That(AuthFlowType.USER_AUTH.ToString(CultureInfo.InvariantCulture), Is.EqualTo("USER_AUTH"));
        }
    }

    [Test]
    public async Task An_empty_collection_is_sent_and_received_as_one()
    {
        Http.ExpectJson("""{"ChallengeParameters":{},"AvailableChallenges":[]}""");

        InitiateAuthResponse response = await Client.InitiateAuthAsync(new() { AuthParameters = [], ClientMetadata = [] });

        Assert.That(Http.Sent.Single().Body, Is.EqualTo("""{"AuthParameters":{},"ClientMetadata":{}}"""));
        Assert.That((response.ChallengeParameters!.Count, response.AvailableChallenges!.Count, response.AuthenticationResult), Is.EqualTo((0, 0, (AuthenticationResultType?)null)));
    }

    [Test]
    public async Task A_null_value_in_a_map_is_kept_in_both_directions()
    {
        Http.ExpectJson("""{"ChallengeParameters":{"FRIENDLY_DEVICE_NAME":null}}""");

        InitiateAuthResponse response = await Client.InitiateAuthAsync(new() { AuthParameters = new() { ["X"] = null! } });

        Assert.That(Http.Sent.Single().Body, Is.EqualTo("""{"AuthParameters":{"X":null}}"""));
        Assert.That(response.ChallengeParameters!["FRIENDLY_DEVICE_NAME"], Is.Null);
    }

    [TestCase("""{"a":{"b":[1,-2.5,9007199254740993,true,false,null,"ü\u0022+/="]},"e":{},"l":[]}""")]
    [TestCase("[1,[2,[3]]]")]
    [TestCase("\"text\"")]
    [TestCase("12")]
    public async Task A_document_survives_the_way_in_and_out(string json)
    {
        Http.ExpectJson($$"""{"CredentialCreationOptions":{{json}},"Later":1}""");
        Http.ExpectJson("{}");

        Document document = (await Client.StartWebAuthnRegistrationAsync(new())).CredentialCreationOptions;
        await Client.CompleteWebAuthnRegistrationAsync(new() { Credential = document });

        Assert.That(JsonNode.DeepEquals(Http.Sent[1].Json["Credential"], JsonNode.Parse(json)), Is.True, Http.Sent[1].Body);
    }

    [Test]
    public async Task No_document_is_left_out()
    {
        Http.ExpectJson("""{"CredentialCreationOptions":null}""");
        Http.ExpectJson("{}");

        Document document = (await Client.StartWebAuthnRegistrationAsync(new())).CredentialCreationOptions;
        await Client.CompleteWebAuthnRegistrationAsync(new() { AccessToken = "t", Credential = document });

        Assert.That(document.IsNull(), Is.True);
        Assert.That(Http.Sent[1].Body, Is.EqualTo("""{"AccessToken":"t"}"""));
    }

    [Test]
    public async Task A_call_leaves_the_request_as_it_was()
    {
        InitiateAuthRequest request = new() { AuthFlow = AuthFlowType.USER_AUTH, AuthParameters = new() { ["USERNAME"] = "ana" } };
        Http.ExpectJson("{}");
        Http.ExpectJson("{}");

        await Client.InitiateAuthAsync(request);
        await Client.InitiateAuthAsync(request);

        Assert.That(Http.Sent[0].Body, Is.EqualTo(Http.Sent[1].Body));
    }
}
