using System.Net;
using Amazon.Runtime;
using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Tests.Support;
using IdentityException = Amplify.CognitoIdentity.AmazonCognitoIdentityException;

namespace Amplify.Tests;

/// <summary>Error answers: one class per code, and nothing of a foreign page repeated.</summary>
internal sealed class ErrorTests : UserPoolFixture
{
    private const string Page = "<html><body>secret-of-the-proxy</body></html>";

    public static IEnumerable<TestCaseData> Codes => Operation.All
        .SelectMany(operation => ServiceModel.Instance.Row(operation.Section, operation.Name, '!').Select(code => new TestCaseData(operation, code + "Exception").SetArgDisplayNames(operation.Name, code)));

    [TestCaseSource(nameof(Codes))]
    public async Task A_code_of_the_model_has_its_class(object candidate, string code)
    {
        Operation operation = (Operation)candidate;
        using IDisposable client = (IDisposable)operation.CreateClient(Http);
        Http.ExpectJson($$"""{"__type":"{{code}}","message":"what went wrong"}""", HttpStatusCode.BadRequest);

        AmazonServiceException error = await CatchAsync(() => operation.CallAsync((IAmazonService)client, Activator.CreateInstance(operation.RequestType)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.GetType().FullName, Is.EqualTo($"{operation.Interface.Namespace}.Model.{code}"));
            Assert.That(error, operation.IsUserPool ? Is.InstanceOf<AmazonCognitoIdentityProviderException>() : Is.InstanceOf<IdentityException>());
            Assert.That(error.ErrorCode, Is.EqualTo(code));
            Assert.That(error.Message, Is.EqualTo("what went wrong"));
            Assert.That(error.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(error.ErrorType, Is.EqualTo(ErrorType.Sender));
            Assert.That(error.RequestId, Is.EqualTo("request-1"));
        }
    }

    [Test]
    public void Every_exception_class_stands_for_a_code_and_builds_like_AWSs()
    {
        Type[] classes = [.. ServiceModel.Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(AmazonServiceException)) && type.IsSealed)];
        using (Assert.EnterMultipleScope())
        {
            foreach (Type type in classes)
            {
                Exception cause = new InvalidOperationException();
                AmazonServiceException simple = (AmazonServiceException)Activator.CreateInstance(type, "words")!;
                AmazonServiceException caused = (AmazonServiceException)Activator.CreateInstance(type, "words", cause)!;
                AmazonServiceException full = (AmazonServiceException)Activator.CreateInstance(type, "words", ErrorType.Sender, "Code", "id", HttpStatusCode.BadRequest)!;
                AmazonServiceException fullest = (AmazonServiceException)Activator.CreateInstance(type, "words", cause, ErrorType.Sender, "Code", "id", HttpStatusCode.BadRequest)!;
                Assert.That((simple.Message, simple.ErrorCode), Is.EqualTo(("words", type.Name)));
                Assert.That((caused.Message, caused.ErrorCode, caused.InnerException), Is.EqualTo(("words", type.Name, cause)));
                Assert.That((full.Message, full.ErrorType, full.ErrorCode, full.RequestId, full.StatusCode), Is.EqualTo(("words", ErrorType.Sender, "Code", "id", HttpStatusCode.BadRequest)));
                Assert.That((fullest.Message, fullest.InnerException, fullest.ErrorType, fullest.ErrorCode, fullest.RequestId), Is.EqualTo(("words", cause, ErrorType.Sender, "Code", "id")));
            }

            Assert.That(classes, Has.Length.EqualTo(53));
        }
    }

    [TestCase("""{"__type":"com.amazonaws.cognito#CodeMismatchException","message":"m"}""", null)]
    [TestCase("""{"__type":"CodeMismatchException:http://internal/","message":"m"}""", null)]
    [TestCase("""{"code":"CodeMismatchException","__type":"Other","Message":"m"}""", null)]
    [TestCase("""{"__type":"Other","message":"m"}""", "CodeMismatchException:")]
    [TestCase("""{"__type":"Other","code":7,"message":"m"}""", "ns#CodeMismatchException,x:http://internal/")]
    [TestCase("""{"nested":{"__type":"Other","message":"n"},"__type":"CodeMismatchException","message":"m","list":[{"message":"l"}]}""", null)]
    [TestCase("""{"message":"m","Message":"M"}""", "CodeMismatchException")]
    [TestCase("""{"__type":"CodeMismatchException","message":"m"}""", " ")]
    public async Task A_code_is_found_wherever_the_protocol_allows(string body, string? header)
    {
        Http.ExpectJson(body, HttpStatusCode.BadRequest, header is null ? [] : [("x-amzn-ErrorType", header)]);

        CodeMismatchException error = await FailureAsync<CodeMismatchException>();

        Assert.That((error.ErrorCode, error.Message), Is.EqualTo(("CodeMismatchException", "m")));
    }

    [TestCase("x-amzn-error-message")]
    [TestCase("x-amzn-ErrorMessage")]
    public async Task A_message_may_stand_in_a_header(string header)
    {
        Http.ExpectJson("{}", HttpStatusCode.BadRequest, ("x-amzn-ErrorType", "UserNotFoundException"), (header, "No such user."));

        Assert.That((await FailureAsync<UserNotFoundException>()).Message, Is.EqualTo("No such user."));
    }

    [Test]
    public async Task An_unknown_code_gets_the_base_class_and_keeps_its_code()
    {
        Http.ExpectJson("""{"__type":"FutureException","message":"m"}""", HttpStatusCode.Conflict);

        AmazonCognitoIdentityProviderException error = await UnknownErrorAsync();

        Assert.That((error.ErrorCode, error.Message, error.StatusCode, error.RequestId), Is.EqualTo(("FutureException", "m", HttpStatusCode.Conflict, "request-1")));
    }

    [Test]
    public async Task Codes_are_those_of_the_service_asked()
    {
        Http.ExpectJson("""{"__type":"ExternalServiceException","message":"m"}""", HttpStatusCode.BadRequest);

        Assert.That((await UnknownErrorAsync()).ErrorCode, Is.EqualTo("ExternalServiceException"));
    }

    [Test]
    public async Task An_invalid_parameter_tells_its_reason()
    {
        Http.ExpectJson("""{"__type":"InvalidParameterException","message":"m","reasonCode":"WHY"}""", HttpStatusCode.BadRequest);

        Assert.That((await FailureAsync<InvalidParameterException>()).ReasonCode, Is.EqualTo("WHY"));
    }

    [TestCase(301, ErrorType.Unknown)]
    [TestCase(307, ErrorType.Unknown)]
    [TestCase(400, ErrorType.Sender)]
    [TestCase(403, ErrorType.Sender)]
    [TestCase(429, ErrorType.Sender)]
    [TestCase(500, ErrorType.Receiver)]
    [TestCase(502, ErrorType.Receiver)]
    [TestCase(503, ErrorType.Receiver)]
    [TestCase(504, ErrorType.Receiver)]
    public async Task A_page_instead_of_an_error_tells_its_status_and_none_of_its_text(int status, ErrorType type)
    {
        Http.Expect(ScriptedHandler.Answer(new StringContent(Page), (HttpStatusCode)status, ("Location", "https://elsewhere.example/")));

        AmazonCognitoIdentityProviderException error = await UnknownErrorAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)error.StatusCode, Is.EqualTo(status));
            Assert.That(error.ErrorType, Is.EqualTo(type));
            Assert.That(error.ErrorCode, Is.Null);
            Assert.That(error.ToString(), Does.Contain($"HTTP {status}").And.Not.Contain("secret-of-the-proxy"));
        }
    }

    [TestCase("")]
    [TestCase("""{"__type":"CodeMismatchException","message":"cut o""")]
    [TestCase("""{"__type":"CodeMismatchException","message":"m"}{"more":1}""")]
    [TestCase("""["CodeMismatchException"]""")]
    [TestCase("\"CodeMismatchException\"")]
    [TestCase("null")]
    [TestCase("""{"__type":"not a name <b>","message":""}""")]
    [TestCase("<Error><Code>CodeMismatchException</Code><Message>m</Message></Error>")]
    public async Task A_body_that_is_no_error_document_is_ignored(string body)
    {
        Http.ExpectJson(body, HttpStatusCode.BadGateway);

        AmazonCognitoIdentityProviderException error = await UnknownErrorAsync();

        Assert.That((error.ErrorCode, error.StatusCode, error.Message), Is.EqualTo(((string?)null, HttpStatusCode.BadGateway, "Cognito user pools answered HTTP 502, without an error code, without a message.")));
    }

    [Test]
    public async Task A_body_that_is_not_text_is_ignored()
    {
        byte[] body = [.. """{"message":"x"""u8, 0xC3, 0x28, .. "\"}"u8];
        Http.Expect(ScriptedHandler.Answer(new ByteArrayContent(body), HttpStatusCode.BadRequest, ("x-amzn-ErrorType", "CodeMismatchException")));

        Assert.That((await FailureAsync<CodeMismatchException>()).Message, Does.Contain("without a message"));
    }

    [Test]
    public async Task An_oversized_error_is_not_read_but_its_headers_are()
    {
        Http.ExpectJson("{\"message\":\"" + new string('x', 2000) + "\"}", HttpStatusCode.BadRequest, ("x-amzn-ErrorType", "CodeMismatchException"));

        Assert.That((await FailureAsync<CodeMismatchException>()).Message, Does.Contain("without a message"));
    }

    [Test]
    public async Task An_error_whose_body_breaks_off_is_still_told_by_its_headers()
    {
        IOException broken = new("broken");
        Http.Expect(ScriptedHandler.Answer(new StreamContent(new ScriptedStream("{\"mess"u8.ToArray(), broken)), HttpStatusCode.BadRequest, ("x-amzn-ErrorType", "NotAuthorizedException:")));

        NotAuthorizedException error = await FailureAsync<NotAuthorizedException>();

        Assert.That((error.InnerException, error.RequestId), Is.EqualTo(((Exception)broken, "request-1")));
    }

    [Test]
    public async Task The_request_id_may_be_missing_or_bear_its_elder_name()
    {
        HttpResponseMessage nameless = ScriptedHandler.Answer(new StringContent("{}"), HttpStatusCode.BadRequest);
        nameless.Headers.Remove("x-amzn-RequestId");
        HttpResponseMessage elder = ScriptedHandler.Answer(new StringContent("{}"), HttpStatusCode.BadRequest, ("x-amz-request-id", "elder"));
        elder.Headers.Remove("x-amzn-RequestId");
        Http.Expect(nameless);
        Http.Expect(elder);

        Assert.That((await UnknownErrorAsync()).RequestId, Is.Null);
        Assert.That((await UnknownErrorAsync()).RequestId, Is.EqualTo("elder"));
    }

    private static async Task<AmazonServiceException> CatchAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (AmazonServiceException e)
        {
            return e;
        }

        throw new AssertionException("It should have failed.");
    }
}
