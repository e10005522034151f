using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Every operation of both clients, every member.</summary>
[TestFixtureSource(typeof(OperationTests), nameof(Fixtures))]
internal sealed class OperationTests(Operation operation)
{
    private ScriptedHandler _http = null!;
    private IAmazonService _client = null!;

    public static IEnumerable<TestFixtureData> Fixtures => Operation.All.Select(operation => new TestFixtureData(operation).SetArgDisplayNames(operation.Name));

    [SetUp]
    public void SetUp()
    {
        _http = new ScriptedHandler();
        _client = operation.CreateClient(_http);
    }

    [TearDown]
    public void TearDown()
    {
        _http.Verify();
        ((IDisposable)_client).Dispose();
        _http.Dispose();
    }

    [Test]
    public async Task The_request_carries_every_member()
    {
        object request = Samples.Fill(operation.RequestType);
        _http.ExpectJson("{}");

        await operation.CallAsync(_client, request);

        SentRequest sent = _http.Sent.Single();
        string service = operation.IsUserPool ? "AWSCognitoIdentityProviderService." : "AWSCognitoIdentityService.";
        string host = operation.IsUserPool ? "cognito-idp" : "cognito-identity";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.Target, Is.EqualTo(service + operation.Name));
            Assert.That(sent.Url.AbsoluteUri, Is.EqualTo($"https://{host}.eu-west-1.amazonaws.com/"));
            Assert.That(sent.ContentType, Is.EqualTo("application/x-amz-json-1.1"));
            Assert.That(JsonNode.DeepEquals(sent.Json, Samples.Json(request)), Is.True, sent.Body);
        }
    }

    [Test]
    public async Task An_unset_request_is_an_empty_object()
    {
        _http.ExpectJson("{}");

        await operation.CallAsync(_client, Activator.CreateInstance(operation.RequestType));

        Assert.That(_http.Sent.Single().Body, Is.EqualTo("{}"));
    }

    [Test]
    public async Task The_response_carries_every_member_and_skips_unknown_ones()
    {
        JsonObject answer = Samples.Json(Samples.Fill(operation.ResponseType));
        JsonObject served = (JsonObject)answer.DeepClone();
        served["MemberOfTheFuture"] = new JsonObject { ["Deep"] = new JsonArray(1, null, "x") };
        served["ResponseMetadata"] = new JsonObject { ["RequestId"] = "forged" };
        served["HttpStatusCode"] = 500;
        served["ContentLength"] = -1;
        _http.ExpectJson(served.ToJsonString());

        AmazonWebServiceResponse response = await operation.CallAsync(_client, Activator.CreateInstance(operation.RequestType));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Samples.Json(response).ToJsonString(), Is.EqualTo(answer.ToJsonString()));
            Assert.That(answer, Has.Count.EqualTo(ServiceModel.OwnProperties(operation.ResponseType).Count()));
            Assert.That(response.ResponseMetadata.RequestId, Is.EqualTo("request-1"));
            Assert.That((int)response.HttpStatusCode, Is.EqualTo(200));
            Assert.That(response.ContentLength, Is.Positive);
        }
    }

    [Test]
    public async Task Null_and_missing_members_stay_null()
    {
        JsonObject nulls = new(ServiceModel.OwnProperties(operation.ResponseType).Select(property => KeyValuePair.Create(property.Name, (JsonNode?)null)));
        _http.ExpectJson(nulls.ToJsonString());

        AmazonWebServiceResponse response = await operation.CallAsync(_client, Activator.CreateInstance(operation.RequestType));

        Assert.That(Samples.Json(response), Is.Empty);
    }

    [Test]
    public async Task An_empty_answer_will_do_only_where_nothing_is_returned()
    {
        _http.ExpectJson("");
        Task<AmazonWebServiceResponse> call = operation.CallAsync(_client, Activator.CreateInstance(operation.RequestType));

        if (ServiceModel.OwnProperties(operation.ResponseType).Any())
        {
            Assert.That(async () => await call, Throws.TypeOf<AmazonUnmarshallingException>());
        }
        else
        {
            Assert.That((await call).ResponseMetadata.RequestId, Is.EqualTo("request-1"));
        }
    }

    [Test]
    public void No_request_is_an_argument_error() =>
        Assert.That(async () => await operation.CallAsync(_client, null), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("request"));

    [Test]
    public void Nothing_is_sent_once_the_caller_has_cancelled()
    {
        CancellationToken cancelled = new(canceled: true);

        Assert.That(
            async () => await operation.CallAsync(_client, Activator.CreateInstance(operation.RequestType), cancelled),
            Throws.InstanceOf<OperationCanceledException>().With.Property("CancellationToken").EqualTo(cancelled));
    }

    [Test]
    public void Nothing_is_sent_once_the_client_is_disposed()
    {
        ((IDisposable)_client).Dispose();

        Assert.That(async () => await operation.CallAsync(_client, Activator.CreateInstance(operation.RequestType)), Throws.TypeOf<ObjectDisposedException>().With.Property("ObjectName").EqualTo(_client.GetType().FullName));
    }

    [Test]
    public void Neither_request_nor_response_prints_what_it_holds()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Samples.Fill(operation.RequestType).ToString(), Is.EqualTo(operation.RequestType.FullName));
            Assert.That(Samples.Fill(operation.ResponseType).ToString(), Is.EqualTo(operation.ResponseType.FullName));
        }
    }
}
