using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Amplify.Emulator;
using Amplify.Emulator.Tool;

namespace Amplify.Tests;

public sealed class ToolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Ready_as_JSON_is_one_line_that_says_everything()
    {
        await using var tool = new RunningTool("--port", "0", "--json", "--region", "us-west-2");

        JsonObject ready = JsonNode.Parse(await tool.Output.FirstLineAsync(Patience))!.AsObject();

        Assert.That(ready.Select(pair => pair.Key), Is.EqualTo(new[] { "endpoint", "region", "userPoolId", "clientId", "identityPoolId", "hostedUiDomain", "bucket", "user" }));
        Assert.That((string)ready["endpoint"]!, Does.Match("^http://127\\.0\\.0\\.1:[0-9]+$"));
        Assert.That((string)ready["region"]!, Is.EqualTo("us-west-2"));
        Assert.That((string)ready["userPoolId"]!, Does.StartWith("us-west-2_"));
        Assert.That((string)ready["identityPoolId"]!, Does.Match("^us-west-2:[0-9a-f-]{36}$"));
        Assert.That((string)ready["hostedUiDomain"]!, Does.Match($"^http://localhost:{new Uri((string)ready["endpoint"]!).Port}/hosted-ui/[a-z0-9]+$"));
        Assert.That((string)ready["bucket"]!, Is.EqualTo("photos"));
        Assert.That(await SignInAsync(ready), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await tool.StopAsync(), Is.Zero);
        Assert.That(tool.Output.Text.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Ready_for_people_tells_where_it_is_and_prints_the_codes()
    {
        await using var tool = new RunningTool("--port=0");
        string banner = await tool.Output.FirstLineAsync(Patience);
        string endpoint = banner[banner.IndexOf("http", StringComparison.Ordinal)..].Trim();
        string clientId = tool.Output.Text.Split('\n').Single(line => line.Contains("app client", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];

        HttpStatusCode status = await PostAsync(endpoint, "SignUp", new JsonObject
        {
            ["ClientId"] = clientId,
            ["Username"] = "ana",
            ["Password"] = "Passw0rd!",
            ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = "ana@example.com" }),
        });

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(tool.Output.Text, Does.Match("Email to ana@example\\.com \\(ana\\), SignUp: [0-9]{6}"));
        Assert.That(await tool.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task As_JSON_codes_go_beside_the_one_line()
    {
        await using var tool = new RunningTool("--port", "0", "--json");
        JsonObject ready = JsonNode.Parse(await tool.Output.FirstLineAsync(Patience))!.AsObject();

        await PostAsync((string)ready["endpoint"]!, "ForgotPassword", new JsonObject { ["ClientId"] = (string)ready["clientId"]!, ["Username"] = (string)ready["user"]!["username"]! });

        Assert.That(tool.Errors.Text, Does.Match("Sms to .+ForgotPassword: [0-9]{6}"));
        Assert.That(tool.Output.Text.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [TestCase("http://localhost:3000/callback", null)]
    [TestCase("http://127.0.0.1:8400/", null)]
    [TestCase("myapp://signed-in", "myapp://signed-in")]
    public async Task The_hosted_UI_of_the_command_signs_its_user_in_and_calls_back(string callback, string? asked)
    {
        await using var tool = new RunningTool(["--port", "0", "--json", .. asked is null ? Array.Empty<string>() : ["--callback-url", asked, "--callback-url", "myapp://other"]]);
        JsonObject ready = JsonNode.Parse(await tool.Output.FirstLineAsync(Patience))!.AsObject();
        using var browser = new Browser(new Uri((string)ready["endpoint"]!));

        await browser.GoAsync($"{ready["hostedUiDomain"]}/oauth2/authorize?response_type=code&client_id={ready["clientId"]}&redirect_uri={Uri.EscapeDataString(callback)}");
        Assert.That(browser.Document.QuerySelectorAll("a.button").Select(link => link.LastChild!.TextContent), Is.EqualTo(new[]
        {
            "Continue with Google", "Continue with Facebook", "Continue with Amazon", "Continue with Apple",
        }));
        await browser.SubmitAsync("Sign in", ("username", (string)ready["user"]!["username"]!), ("password", (string)ready["user"]!["password"]!));

        Assert.That(browser.Left, Does.StartWith($"{callback}?code="));
        Assert.That(await tool.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task A_callback_URL_that_may_not_be_registered_is_told_with_exit_code_2()
    {
        var error = new StringWriter();

        int code = await ToolCommand.RunAsync(["--port", "0", "--callback-url", "http://example.com/"], TextWriter.Null, error, CancellationToken.None);

        Assert.That((code, error.ToString().Trim()), Is.EqualTo((2, "'http://example.com/' must use https; http is for localhost only. Try --help.")));
    }

    [TestCase("off", null)]
    [TestCase("always", false)]
    [TestCase("opt-in", true)]
    public async Task Devices_are_remembered_as_asked(string how, bool? optIn)
    {
        await using var tool = new RunningTool("--port", "0", "--json", "--devices", how);
        JsonObject ready = JsonNode.Parse(await tool.Output.FirstLineAsync(Patience))!.AsObject();
        using var http = new HttpClient();

        JsonObject tokens = (await CallAsync("InitiateAuth", new JsonObject
        {
            ["AuthFlow"] = "USER_PASSWORD_AUTH",
            ["ClientId"] = (string)ready["clientId"]!,
            ["AuthParameters"] = new JsonObject { ["USERNAME"] = (string)ready["user"]!["username"]!, ["PASSWORD"] = (string)ready["user"]!["password"]! },
        }))["AuthenticationResult"]!.AsObject();

        Assert.That(tokens.ContainsKey("NewDeviceMetadata"), Is.EqualTo(optIn is not null));
        if (optIn is not null)
        {
            WireDevice device = WireDevice.Of(tokens);
            JsonObject confirmed = await CallAsync("ConfirmDevice", new JsonObject
            {
                ["AccessToken"] = (string)tokens["AccessToken"]!,
                ["DeviceKey"] = device.Key,
                ["DeviceSecretVerifierConfig"] = device.Config,
            });
            Assert.That((bool)confirmed["UserConfirmationNecessary"]!, Is.EqualTo(optIn));
        }

        Assert.That(await tool.StopAsync(), Is.Zero);

        async Task<JsonObject> CallAsync(string operation, JsonObject body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, (string)ready["endpoint"]!) { Content = new StringContent(body.ToJsonString()) };
            request.Headers.Add("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
            return JsonNode.Parse(await (await http.SendAsync(request)).Content.ReadAsStringAsync())!.AsObject();
        }
    }

    [Test]
    public async Task Help_explains_the_arguments()
    {
        var output = new StringWriter();

        Assert.That(await ToolCommand.RunAsync(["--help"], output, TextWriter.Null, CancellationToken.None), Is.Zero);

        Assert.That(output.ToString(), Does.Contain("--port").And.Contain("--devices").And.Contain("--json").And.Contain("--region").And.Contain("--callback-url"));
    }

    [TestCase("--port", "--port needs a number.")]
    [TestCase("--port x", "--port needs a number from 0 to 65535, not 'x'.")]
    [TestCase("--port -1", "--port needs a number from 0 to 65535, not '-1'.")]
    [TestCase("--port=65536", "--port needs a number from 0 to 65535, not '65536'.")]
    [TestCase("--region", "--region needs the name of a region.")]
    [TestCase("--region EU!", "--region needs the name of a region such as eu-west-1, not 'EU!'.")]
    [TestCase("--callback-url", "--callback-url needs a URL.")]
    [TestCase("--callback-url=", "--callback-url needs a URL.")]
    [TestCase("--devices", "--devices needs off, always or opt-in.")]
    [TestCase("--devices=some", "--devices needs off, always or opt-in, not 'some'.")]
    [TestCase("--json=yes", "Unknown argument '--json=yes'.")]
    [TestCase("start", "Unknown argument 'start'.")]
    public async Task Wrong_arguments_are_told_with_exit_code_2(string commandLine, string message)
    {
        var error = new StringWriter();

        int code = await ToolCommand.RunAsync(commandLine.Split(' '), TextWriter.Null, error, CancellationToken.None);

        Assert.That((code, error.ToString().Trim()), Is.EqualTo((2, $"{message} Try --help.")));
    }

    [Test]
    public async Task A_port_that_is_taken_is_told_with_exit_code_1()
    {
        await using CognitoEmulator other = await CognitoEmulator.StartAsync();
        var error = new StringWriter();

        int code = await ToolCommand.RunAsync(["--port", $"{other.Endpoint.Port}"], TextWriter.Null, error, CancellationToken.None);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error.ToString(), Does.Contain($"Port {other.Endpoint.Port} is already taken").And.Contain("--port 0"));
    }

    [Test]
    public void Without_arguments_the_port_is_9229_and_text_is_printed()
    {
        ToolArguments arguments = ToolArguments.Parse([]);

        Assert.That((arguments.Port, arguments.Region, arguments.Json, arguments.Help, arguments.Error), Is.EqualTo((9229, "eu-west-1", false, false, (string?)null)));
    }

    [TestCase(PosixSignal.SIGTERM, 15)]
    [TestCase(PosixSignal.SIGINT, 2)]
    public async Task As_a_process_it_ends_cleanly_on_a_signal(PosixSignal signal, int number)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(typeof(ToolCommand).Assembly.Location);
        start.ArgumentList.Add("--port=0");
        start.ArgumentList.Add("--json");
        using Process process = Process.Start(start)!;
        try
        {
            string line = (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience))!;
            Assert.That(await SignInAsync(JsonNode.Parse(line)!.AsObject()), Is.EqualTo(HttpStatusCode.OK));
            if (OperatingSystem.IsWindows())
            {
                process.Kill(); // Windows has no such signals between processes; that it runs is what can be shown there.
                return;
            }

            Assert.That(Native.Kill(process.Id, number), Is.Zero, $"{signal}");
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.That((process.ExitCode, await process.StandardError.ReadToEndAsync()), Is.EqualTo((0, "")));
            Assert.That(await process.StandardOutput.ReadToEndAsync(), Is.Empty);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Task<HttpStatusCode> SignInAsync(JsonObject ready) => PostAsync((string)ready["endpoint"]!, "InitiateAuth", new JsonObject
    {
        ["ClientId"] = (string)ready["clientId"]!,
        ["AuthFlow"] = "USER_PASSWORD_AUTH",
        ["AuthParameters"] = new JsonObject { ["USERNAME"] = (string)ready["user"]!["username"]!, ["PASSWORD"] = (string)ready["user"]!["password"]! },
    });

    private static async Task<HttpStatusCode> PostAsync(string endpoint, string operation, JsonObject body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1") };
        request.Headers.Add("X-Amz-Target", $"AWSCognitoIdentityProviderService.{operation}");
        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private sealed class RunningTool : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task<int> _run;

        public RunningTool(params string[] args) => _run = ToolCommand.RunAsync(args, Output, Errors, _stop.Token);

        public LineWriter Output { get; } = new();

        public LineWriter Errors { get; } = new();

        public async Task<int> StopAsync()
        {
            await _stop.CancelAsync();
            return await _run.WaitAsync(Patience);
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }
    }

    /// <summary>Keeps what was written and tells when the first line is there.</summary>
    private sealed class LineWriter : TextWriter
    {
        private readonly StringBuilder _text = new();
        private readonly TaskCompletionSource _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public override void Write(char value)
        {
            lock (_text)
            {
                _text.Append(value);
            }
        }

        public override void Flush() => _line.TrySetResult();

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            Flush();
            return Task.CompletedTask;
        }

        public async Task<string> FirstLineAsync(TimeSpan patience)
        {
            await _line.Task.WaitAsync(patience);
            return Text.Split('\n')[0];
        }
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int processId, int signal);
    }
}
