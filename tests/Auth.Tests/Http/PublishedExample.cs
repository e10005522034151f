namespace Amplify.Tests.Http;

/// <summary>A request and the signature that AWS publishes for it.</summary>
/// <param name="Name">As the test suite calls it.</param>
/// <param name="Target">Path and query, as the suite writes them: not yet encoded.</param>
/// <param name="Headers">Beyond host and date; a name may come twice.</param>
internal sealed record PublishedExample(
    string Name,
    string Signature,
    string Method = "GET",
    string Target = "/",
    (string Name, string Value)[]? Headers = null,
    string Body = "",
    string? SessionToken = null)
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Region = "us-east-1";
    public const string Host = "example.amazonaws.com";
    public const string Date = "20150830T123600Z";
    public const string Unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static DateTimeOffset Time { get; } = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    /// <summary>AWS's Signature Version 4 test suite: service <c>service</c>.</summary>
    public static PublishedExample[] Suite { get; } =
    [
        new("get-vanilla", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        new("get-vanilla-query", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        new("get-vanilla-empty-query-key", "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb", Target: "/?Param1=value1"),
        new("get-vanilla-query-order-key-case", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500", Target: "/?Param2=value2&Param1=value1"),
        new("get-vanilla-query-order-value", "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694", Target: "/?Param1=value2&Param1=value1"),
        new("get-vanilla-query-order-encoded", "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac", Target: "/?Param-3=Value3&Param=Value2&ሴ=Value1"),
        new("get-vanilla-query-unreserved", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197", Target: $"/?{Unreserved}={Unreserved}"),
        new("get-vanilla-utf8-query", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04", Target: "/?ሴ=bar"),
        new("get-unreserved", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f", Target: $"/{Unreserved}"),
        new("get-utf8", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85", Target: "/ሴ"),
        new("get-space", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741", Target: "/example space/"),
        new("get-slash", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", Target: "//"),
        new("get-slash-dot-slash", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", Target: "/./"),
        new("get-slash-pointless-dot", "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5", Target: "/./example"),
        new("get-slashes", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84", Target: "//example//"),
        new("get-relative", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", Target: "/example/.."),
        new("get-relative-relative", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31", Target: "/example1/example2/../.."),
        new("get-header-key-duplicate", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea", Headers: [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")]),
        new("get-header-value-order", "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01", Headers: [("My-Header1", "value4"), ("My-Header1", "value1"), ("My-Header1", "value3"), ("My-Header1", "value2")]),
        new("get-header-value-trim", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736", Headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")]),
        new("get-vanilla-with-session-token", "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8", SessionToken: "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267"),
        new("post-vanilla", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b", "POST"),
        new("post-vanilla-query", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11", "POST", "/?Param1=value1"),
        new("post-vanilla-empty-query-value", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11", "POST", "/?Param1=value1"),
        new("post-vanilla-query-nonunreserved", "66c82657c86e26fb25238d0e69f011edc4c6df5ae71119d7cb98ed9b87393c1e", "POST", "/?%40%23%24%25%5E=&%2B=/,?><`\";:\\|][{}"),
        new("post-header-key-sort", "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c", "POST", Headers: [("My-Header1", "value1")]),
        new("post-header-value-case", "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d", "POST", Headers: [("My-Header1", "VALUE1")]),
        new(
            "post-sts-header-before",
            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
            "POST",
            SessionToken: "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="),
        new("post-x-www-form-urlencoded", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a", "POST", Headers: [("Content-Type", "application/x-www-form-urlencoded")], Body: "Param1=value1"),
        new("post-x-www-form-urlencoded-parameters", "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe", "POST", Headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf8")], Body: "Param1=value1"),
    ];

    public override string ToString() => Name;
}
