using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>The browser is somewhere else: its address is printed, and pasted back.</summary>
internal sealed class ConsoleBrowserTests
{
    private const string Redirect = "http://localhost:3000/callback";

    private readonly StringWriter _output = new() { NewLine = "\n" };

    [SetUp]
    public void Forget_what_was_printed() => _output.GetStringBuilder().Clear();

    [Test]
    public async Task The_address_is_printed_and_the_pasted_callback_is_the_answer()
    {
        BrowserResult result = await RunAsync($"{Redirect}?code=abc&state=right\n");

        Assert.That(result.Callback!.Reveal(), Is.EqualTo($"{Redirect}?code=abc&state=right"));
        Assert.That(_output.ToString(), Does.Contain("\n  https://pool.example.com/authorize?state=right\n").And.Contains($"\n  {Redirect}\n"));
    }

    [TestCase("  http://localhost:3000/callback?state=right\t")]
    [TestCase("\"http://localhost:3000/callback?state=right\"")]
    [TestCase("<http://localhost:3000/callback?state=right>")]
    [TestCase("localhost:3000/callback?state=right")]
    public async Task It_is_understood_as_people_paste_it(string pasted)
    {
        BrowserResult result = await RunAsync($"{pasted}\n");

        Assert.That(result.Callback!.Reveal(), Is.EqualTo($"{Redirect}?state=right"));
    }

    [TestCase("http://localhost:3000/callback?state=wrong")]
    [TestCase("http://localhost:3001/callback?state=right")]
    [TestCase("http://attacker.example:3000/callback?state=right")]
    [TestCase("http://me@localhost:3000/callback?state=right")]
    [TestCase("https://localhost:3000/callback?state=right")]
    [TestCase("http://localhost:3000/other?state=right")]
    [TestCase("https://pool.example.com/authorize?state=right")]
    [TestCase("?state=right")]
    [TestCase("state=right")]
    [TestCase("what?")]
    public async Task What_is_no_answer_is_told_so_and_asked_again_without_being_repeated(string pasted)
    {
        BrowserResult result = await RunAsync($"{pasted}\n{Redirect}?state=right\n");

        Assert.That(result.Callback!.Reveal(), Is.EqualTo($"{Redirect}?state=right"));
        Assert.That(_output.ToString().Split("That is not the address"), Has.Length.EqualTo(2));
        Assert.That(_output.ToString().Split("Paste that whole address"), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Something_too_long_is_no_answer()
    {
        BrowserResult result = await RunAsync($"{Redirect}?x={new string('x', 9000)}&state=right\n\n");

        Assert.That(result.Outcome, Is.EqualTo(BrowserOutcome.Cancelled));
    }

    [TestCase("\n")]
    [TestCase("   \n")]
    [TestCase("")]
    public async Task An_empty_line_or_the_end_of_the_input_cancels(string input)
    {
        Assert.That((await RunAsync(input)).Outcome, Is.EqualTo(BrowserOutcome.Cancelled));
    }

    [TestCase("com.example.app:/callback", "com.example.app:/callback?state=right")]
    [TestCase("com.example.app://callback", "com.example.app://callback?state=right")]
    [TestCase("com.example.app://callback", "com.example.app://callback/?state=right")]
    [TestCase("https://app.example.com/callback", "https://app.example.com/callback?state=right")]
    public async Task Any_redirect_address_will_do_for_nobody_listens(string redirect, string pasted)
    {
        BrowserResult result = await RunAsync($"{pasted}\n", Request(redirect));

        Assert.That(result.Callback!.Reveal(), Is.EqualTo(pasted));
    }

    [Test]
    public async Task A_check_that_throws_is_no_answer()
    {
        var request = new BrowserRequest([new Uri(Redirect)], _ => new Uri("https://pool.example.com/"), _ => throw new InvalidOperationException());

        Assert.That((await RunAsync($"{Redirect}?state=right\n\n", request)).Outcome, Is.EqualTo(BrowserOutcome.Cancelled));
    }

    [Test]
    public async Task It_stops_when_the_time_is_up_though_nobody_types()
    {
        var clock = new ManualClock();
        using var input = new SlowReader();
        Task<BrowserResult> running = Browser(input, clock).RunAsync(Request());
        await input.Reading.Soon();

        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.That((await running.Soon()).Outcome, Is.EqualTo(BrowserOutcome.TimedOut));
    }

    [Test]
    public async Task It_stops_when_it_is_cancelled_though_nobody_types()
    {
        using var cancellation = new CancellationTokenSource();
        using var input = new SlowReader();
        Task<BrowserResult> running = Browser(input).RunAsync(Request(), cancellation.Token);
        await input.Reading.Soon();

        await cancellation.CancelAsync();

        Assert.ThrowsAsync<OperationCanceledException>(() => running);
    }

    [Test]
    public async Task The_line_that_is_typed_after_that_goes_to_the_next_attempt()
    {
        using var cancellation = new CancellationTokenSource();
        using var input = new SlowReader();
        ConsoleBrowser browser = Browser(input);
        Task<BrowserResult> first = browser.RunAsync(Request(), cancellation.Token);
        await input.Reading.Soon();
        await cancellation.CancelAsync();
        Assert.ThrowsAsync<OperationCanceledException>(() => first);

        Task<BrowserResult> second = browser.RunAsync(Request());
        input.Type($"{Redirect}?state=right");

        Assert.That((await second.Soon()).IsReturned);
        Assert.That(input.Reads, Is.EqualTo(1), "nobody else waits for a line");
    }

    [Test]
    public async Task A_newer_attempt_ends_the_older_one()
    {
        using var input = new SlowReader();
        ConsoleBrowser browser = Browser(input);
        Task<BrowserResult> older = browser.RunAsync(Request());
        await input.Reading.Soon();

        Task<BrowserResult> newer = browser.RunAsync(Request());

        Assert.That((await older.Soon()).Outcome, Is.EqualTo(BrowserOutcome.Cancelled));
        input.Type($"{Redirect}?state=right");
        Assert.That((await newer.Soon()).IsReturned);
    }

    [Test]
    public void Without_a_redirect_address_there_is_no_browser()
    {
        var request = new BrowserRequest([], redirect => redirect, _ => true);

        Assert.That(Assert.ThrowsAsync<AuthException>(() => RunAsync("\n", request)).Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
    }

    [Test]
    public void Only_web_pages_are_shown()
    {
        var request = new BrowserRequest([new Uri(Redirect)], _ => new Uri("file:///etc/passwd"), _ => true);

        Assert.That(Assert.ThrowsAsync<AuthException>(() => RunAsync("\n", request)).Reason, Is.EqualTo(AuthErrorReason.BrowserUnavailable));
        Assert.That(_output.ToString(), Is.Empty);
    }

    [Test]
    public async Task At_a_terminal_keys_are_shown_as_they_are_typed_and_can_be_taken_back()
    {
        var keys = new FakeKeys();
        keys.Type($"nonsense\b\b\b\b\b\b\b\b\b{Redirect}?state=right\n");

        BrowserResult result = await AtTerminal(keys).RunAsync(Request()).Soon();

        Assert.That(result.Callback!.Reveal(), Is.EqualTo($"{Redirect}?state=right"));
        Assert.That(_output.ToString(), Does.Contain("nonsense\b \b").And.Contain($"{Redirect}?state=right\n"));
    }

    [Test]
    public async Task At_a_terminal_the_keys_after_a_time_out_are_the_applications_again()
    {
        var clock = new ManualClock();
        var keys = new FakeKeys();
        Task<BrowserResult> running = AtTerminal(keys, clock).RunAsync(Request());
        await clock.WaitForTimersAsync(2);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That((await running.Soon()).Outcome, Is.EqualTo(BrowserOutcome.TimedOut));

        keys.Type("menu\n");

        Assert.That(keys.Left, Is.EqualTo(5));
    }

    [Test]
    public async Task Input_that_is_no_terminal_is_read_by_lines()
    {
        using var input = new StringReader($"{Redirect}?state=right\n");
        var browser = new ConsoleBrowser(new ConsoleBrowserOptions { Input = input, Output = _output }, new FakeKeys { AreThere = false });

        Assert.That((await browser.RunAsync(Request())).IsReturned);
    }

    [TestCase("y\n", BrowserOutcome.Returned)]
    [TestCase(" Y \n", BrowserOutcome.Returned)]
    [TestCase("\n", BrowserOutcome.Cancelled)]
    [TestCase("no\n", BrowserOutcome.Cancelled)]
    [TestCase("", BrowserOutcome.Cancelled)]
    public async Task At_a_sign_out_the_person_says_whether_it_was_done(string typed, BrowserOutcome outcome)
    {
        BrowserRequest signIn = Request();
        var request = new BrowserRequest(signIn.RedirectUris, _ => new Uri("https://pool.example.com/logout?client_id=1"), _ => true) { Purpose = BrowserPurpose.SignOut };

        BrowserResult result = await RunAsync(typed, request);

        Assert.That(result.Outcome, Is.EqualTo(outcome));
        Assert.That(_output.ToString(), Does.Contain("signed out in the browser too").And.Contain("https://pool.example.com/logout?client_id=1").And.Not.Contain("Paste"));
    }

    private static BrowserRequest Request(string redirect = Redirect) => new(
        [new Uri(redirect), new Uri("http://localhost:3001/second")],
        chosen => new Uri(chosen.OriginalString == redirect ? "https://pool.example.com/authorize?state=right" : "https://pool.example.com/second"),
        callback => callback.Query == "?state=right" || callback.Query.EndsWith("&state=right", StringComparison.Ordinal));

    private Task<BrowserResult> RunAsync(string input, BrowserRequest? request = null) => Browser(new StringReader(input)).RunAsync(request ?? Request());

    private ConsoleBrowser Browser(TextReader input, ManualClock? clock = null) =>
        new(new ConsoleBrowserOptions { Input = input, Output = _output, TimeProvider = clock ?? new ManualClock() });

    private ConsoleBrowser AtTerminal(FakeKeys keys, ManualClock? clock = null) =>
        new(new ConsoleBrowserOptions { Output = _output, TimeProvider = clock ?? new ManualClock() }, keys);
}
